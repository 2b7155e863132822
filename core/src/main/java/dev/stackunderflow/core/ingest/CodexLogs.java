package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Codex's logs: {@code sessions/YYYY/MM/DD/rollout-*.jsonl} and {@code archived_sessions/}. */
public final class CodexLogs implements LogSource {

  private static final List<String> FOLDERS = List.of("sessions", "archived_sessions");

  private final List<Path> homes;

  /** Looks where the environment says: {@code CODEX_HOME}, else {@code ~/.codex}. */
  public CodexLogs(Map<String, String> env) {
    List<Path> listed = LogFolders.listed(env, "CODEX_HOME");
    this.homes = listed.isEmpty() ? List.of(Home.userHome(env).resolve(".codex")) : listed;
  }

  @Override
  public String provider() {
    return "codex";
  }

  @Override
  public List<Path> folders() {
    return homes.stream().flatMap(home -> FOLDERS.stream().map(home::resolve)).toList();
  }

  @Override
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path home : homes) {
      Set<Path> seen = new HashSet<>();
      for (String folder : FOLDERS) {
        Path root = home.resolve(folder);
        for (Path file : LogFolders.files(root, CodexLogs::isRollout)) {
          // The same relative path in both: it was archived by copying; sessions/ wins.
          if (seen.add(root.relativize(file))) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  private static boolean isRollout(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("rollout-") && name.endsWith(".jsonl");
  }

  @Override
  public @Nullable SessionName session(Path file) throws IOException {
    ObjectNode first = FirstLine.of(file);
    if (first == null) {
      return null;
    }
    JsonNode meta = first.has("payload") ? first.get("payload") : first;
    String name = file.getFileName().toString();
    String id =
        LenientJson.textOr(meta, "id", name.substring(0, name.length() - ".jsonl".length()));
    String folder = LenientJson.text(meta, "cwd");
    return new SessionName(folder == null ? "unknown" : slug(folder), id);
  }

  /** As Claude Code makes a slug of a folder, so that one project has one slug. */
  private static String slug(String folder) {
    return folder.replaceAll("[^A-Za-z0-9]", "-");
  }

  @Override
  public LineReader reader(ObjectNode carry) {
    return new CodexReader(carry);
  }
}
