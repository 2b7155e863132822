package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import dev.stackunderflow.core.agent.source.FirstRecords;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogFolders;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.json.LenientJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Codex's logs: {@code sessions/YYYY/MM/DD/rollout-*.jsonl} and {@code archived_sessions/}, each
 * also compressed ({@code .jsonl.zst}); TraeX keeps them below its own folder. A thread that was
 * resumed or reverted has several files.
 */
public final class CodexLogs implements LogSource {

  private static final String ARCHIVE = "archived_sessions";

  private static final List<String> FOLDERS = List.of("sessions", ARCHIVE);

  /** TraeX is made of Codex, and keeps the same logs in a folder of its own. */
  private static final String TRAEX = ".trae/cli";

  private static final String PLAIN = ".jsonl";
  private static final String COMPRESSED = ".jsonl.zst";

  private final List<Path> homes;

  /** Looks where the environment says: {@code CODEX_HOME}, else {@code ~/.codex}. */
  public CodexLogs(Map<String, String> env) {
    List<Path> listed = LogFolders.listed(env, "CODEX_HOME");
    Path user = Home.userHome(env);
    List<Path> all = new ArrayList<>(listed.isEmpty() ? List.of(user.resolve(".codex")) : listed);
    all.add(user.resolve(TRAEX));
    this.homes = List.copyOf(all);
  }

  /** Codex' folders; some may not exist. */
  List<Path> homes() {
    return homes;
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
  public Listing list() throws IOException {
    List<Path> logs = new ArrayList<>();
    List<Path> unread = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders()) {
      Listing found = LogFolders.files(folder, CodexLogs::isRollout, _ -> false, seen);
      logs.addAll(found.logs());
      unread.addAll(found.unread());
    }
    return new Listing(logs, unread);
  }

  private static boolean isRollout(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("rollout-") && (name.endsWith(PLAIN) || name.endsWith(COMPRESSED));
  }

  @Override
  public InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    if (!file.getFileName().toString().endsWith(COMPRESSED)) {
      return in;
    }
    try {
      return new ZstdInputStream(new BufferedInputStream(in));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public @Nullable SessionName session(Path file) throws IOException {
    List<ObjectNode> first = new ArrayList<>();
    FirstRecords.look(this, file, first::add);
    if (first.isEmpty()) {
      return null;
    }
    JsonNode line = first.getFirst();
    JsonNode meta = line.has("payload") ? line.get("payload") : line;
    String name = file.getFileName().toString();
    String id = LenientJson.textOr(meta, "id", name.substring(0, name.indexOf(PLAIN)));
    String folder = LenientJson.text(meta, "cwd");
    return SessionName.in(folder, id);
  }

  @Override
  public Map<FileHead, Long> shown(List<FileHead> files) {
    return ShownRollouts.of(files);
  }

  /** Whether Codex has archived the thread of a rollout. */
  public static boolean isArchived(Path rollout) {
    for (Path folder = rollout.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.endsWith(ARCHIVE)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.path("timestamp").isTextual() && object.path("type").isTextual();
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return new CodexReader(carry, context);
  }
}
