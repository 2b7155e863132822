package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home folder with logs, and what ingest makes of them. */
abstract class IngestFixture {

  @TempDir Path home;
  final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void environment() {
    env.put("HOME", home.toString());
  }

  IngestReport ingest() throws SQLException, IOException {
    try (Store store = Store.open(Home.of(env).store())) {
      return new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING)
          .run((_, _) -> {});
    }
  }

  Report.Counts total() throws SQLException, IOException {
    try (Store store = Store.open(Home.of(env).store());
        Catalog catalog = Catalog.open(Home.of(env), store)) {
      return catalog.report(new DeviceFilter.All()).total();
    }
  }

  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var db = Sqlite.openAsIs(Home.of(env).store());
        var statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(String.valueOf(row.getString(1)));
      }
    }
    return rows;
  }

  Path claude(String relative, String... parts) throws IOException {
    Path file = home.resolve(".claude/projects").resolve(relative);
    Files.createDirectories(file.getParent());
    for (String part : parts) {
      Files.writeString(file, part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return file;
  }

  Path codex(String relative, String... lines) throws IOException {
    Path file = home.resolve(".codex").resolve(relative);
    Files.createDirectories(file.getParent());
    for (String line : lines) {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return file;
  }

  static String user(int second, String text) {
    return """
        {"type":"user","cwd":"/home/me/app","message":{"role":"user","content":"%s"},"uuid":"u%d",\
        "timestamp":"2026-11-01T00:00:%02dZ"}"""
        .formatted(text, second, second);
  }

  static String answer(int second, String message, String request, int output) {
    return """
        {"type":"assistant","message":{"id":"%s","role":"assistant","model":"m","content":[],\
        "usage":{"input_tokens":1,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,\
        "output_tokens":%d}},%s"uuid":"a%d","timestamp":"2026-11-01T00:00:%02dZ"}"""
        .formatted(
            message,
            output,
            request.isEmpty() ? "" : "\"requestId\":\"" + request + "\",",
            second,
            second);
  }

  static String meta(String id) {
    return """
        {"timestamp":"2026-11-01T00:00:00.000Z","type":"session_meta",\
        "payload":{"id":"%s","cwd":"/home/me/my.app"}}"""
        .formatted(id);
  }

  static String codexSays(int second, String text) {
    return """
        {"timestamp":"2026-11-01T00:00:%02d.000Z","type":"response_item","payload":{"type":"message",\
        "role":"assistant","content":[{"type":"output_text","text":"%s"}]}}"""
        .formatted(second, text);
  }

  static String tokens(int second, int input, int cached, int output, int... last) {
    return """
        {"timestamp":"2026-11-01T00:00:%02d.500Z","type":"event_msg","payload":{"type":"token_count",\
        "info":{"total_token_usage":{"input_tokens":%d,"cached_input_tokens":%d,"output_tokens":%d},\
        "last_token_usage":{"input_tokens":%d,"cached_input_tokens":%d,"output_tokens":%d}}}}"""
        .formatted(second, input, cached, output, last[0], last[1], last[2]);
  }
}
