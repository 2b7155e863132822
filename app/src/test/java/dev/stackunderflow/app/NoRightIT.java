package dev.stackunderflow.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files and folders of agents that the user has no right to read. The superuser gives up the right
 * to read everything, with {@code setpriv}; without it there is nothing to test.
 */
class NoRightIT {

  private static final String CLAUDE = ".claude/projects/-home-ann-src-pond/";
  private static final String OPENCODE = ".local/share/opencode/storage/";

  @TempDir private Path folder;
  private Machine laptop;
  private final List<Path> closed = new ArrayList<>();

  @BeforeEach
  void home() throws Exception {
    laptop = new Machine(folder, Map.of(), new TestClock());
    write(CLAUDE + "a.jsonl", claude("a", "frogs"));
    write(".claude/projects/-home-ann-src-lake/b.jsonl", claude("b", "toads"));
    write(
        OPENCODE + "session/p/ses_1.json",
        "{'id':'ses_1','directory':'/home/ann/src/pond','title':'newts','time':{'created':1}}");
    write(
        OPENCODE + "message/ses_1/msg_1.json",
        "{'id':'msg_1','sessionID':'ses_1','role':'user','time':{'created':1}}");
    write(
        OPENCODE + "part/msg_1/prt_1.json",
        "{'id':'prt_1','messageID':'msg_1','sessionID':'ses_1','type':'text','text':'newts?'}");
    String thread =
        "{'v':1,'id':'T-%s','created':1,'title':'%1$s','messages':[{'role':'user','messageId':0,"
            + "'content':[{'type':'text','text':'%1$s'}]}]}";
    write(".local/share/amp/threads/T-1.json", thread.formatted("1"));
    write(".local/share/amp/threads/T-2.json", thread.formatted("2"));
    for (String profile : List.of("one", "two")) {
      Path file = path(".hermes/profiles/" + profile + "/state.db");
      Files.createDirectories(file.getParent());
      try (var db = Sqlite.openAsIs(file)) {
        Sqlite.execute(
            db,
            "CREATE TABLE messages (id INTEGER PRIMARY KEY, session_id TEXT, role TEXT,"
                + " content TEXT, timestamp REAL)");
        Sqlite.execute(
            db, "INSERT INTO messages VALUES (1, '" + profile + "', 'user', 'salamander', 1)");
      }
    }
  }

  @AfterEach
  void open() throws Exception {
    for (Path path : closed.reversed()) {
      mode(path, "rwx------");
    }
  }

  private Path path(String relative) {
    return folder.resolve(relative);
  }

  private void write(String relative, String json) throws Exception {
    Files.createDirectories(path(relative).getParent());
    Files.writeString(path(relative), json.replace('\'', '"') + "\n");
  }

  private static String claude(String session, String text) {
    return "{'type':'user','uuid':'u-%1$s','sessionId':'%1$s','cwd':'/home/ann/src/pond',"
            .formatted(session)
        + "'timestamp':'2026-11-26T12:00:00.000Z','message':{'role':'user','content':'"
        + text
        + "'}}";
  }

  private static void mode(Path path, String mode) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private void close(String relative) throws Exception {
    closed.add(path(relative));
    mode(path(relative), "---------");
  }

  private JsonNode run(String... args) throws Exception {
    var command = new ArrayList<>(Service.command(laptop, args).command());
    if (Files.getOwner(folder).getName().equals("root")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is missing");
      String rights = "-dac_override,-dac_read_search";
      command.addAll(
          0, List.of("/usr/bin/setpriv", "--bounding-set", rights, "--inh-caps", rights));
    }
    var builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(laptop.env());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return new ObjectMapper().readTree(out);
  }

  private List<String> warnings(JsonNode report) {
    List<String> paths = new ArrayList<>();
    for (JsonNode warning : report.get("warnings")) {
      assertThat(warning.asText()).startsWith("No right to read ").contains("chmod -R u+rX");
      String rest = warning.asText().substring("No right to read ".length());
      paths.add(path("").relativize(Path.of(rest.substring(0, rest.indexOf(';')))).toString());
    }
    return paths;
  }

  private long sessions(JsonNode report) {
    return report.get("sessions").asLong();
  }

  @Test
  void whatIsClosedIsNamedAndEverythingElseIsRead() throws Exception {
    close(CLAUDE);
    close(".local/share/amp/threads/T-1.json");
    close(".hermes/profiles/one");
    close(OPENCODE + "part/msg_1");
    JsonNode report = run("ingest", "--json");
    assertThat(warnings(report))
        .containsExactlyInAnyOrder(
            CLAUDE.substring(0, CLAUDE.length() - 1),
            ".local/share/amp/threads/T-1.json",
            ".hermes/profiles/one",
            OPENCODE + "part/msg_1");
    assertThat(sessions(report)).isEqualTo(3); // one each of Claude, Amp and Hermes
    assertThat(run("doctor", "--json").toString())
        .contains(
            "no right to read " + path(CLAUDE) + " of Claude Code",
            "T-1.json of Amp",
            "profiles/one of Hermes",
            "part/msg_1 of OpenCode");
    open();
    JsonNode later = run("ingest", "--json");
    assertThat(warnings(later)).isEmpty();
    assertThat(sessions(later)).isEqualTo(7);
    assertThat(run("doctor", "--json").toString()).doesNotContain("no right to read");
  }

  @Test
  void whatIsClosedLaterStaysAsItWasRead() throws Exception {
    assertThat(sessions(run("ingest", "--json"))).isEqualTo(7);
    String before = run("search", "newts", "--json").toString();
    assertThat(before).contains("newts?");
    for (String each :
        List.of(
            ".claude",
            OPENCODE + "part",
            ".local/share/amp/threads",
            ".hermes/profiles/two/state.db")) {
      close(each);
    }
    write(
        OPENCODE + "message/ses_1/msg_2.json",
        "{'id':'msg_2','sessionID':'ses_1','role':'user','time':{'created':2}}");
    JsonNode report = run("ingest", "--json");
    assertThat(warnings(report)).contains(".claude", OPENCODE + "part", ".local/share/amp/threads");
    assertThat(sessions(report)).isEqualTo(7);
    assertThat(report.get("events_added").asLong()).isZero();
    assertThat(run("search", "newts", "--json").toString()).isEqualTo(before);
    assertThat(run("doctor", "--json").toString())
        .contains(" of Claude Code", " of Amp", " of Hermes", " of OpenCode");
  }
}
