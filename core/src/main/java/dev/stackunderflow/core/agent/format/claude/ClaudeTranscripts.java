package dev.stackunderflow.core.agent.format.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.FirstRecords;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogFolders;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transcripts: {@code projects/<slug>/<session>.jsonl}, and subagents' at any depth below {@code
 * projects/<slug>/<session>/subagents/}.
 */
public class ClaudeTranscripts implements LogSource {

  private static final String SUFFIX = ".jsonl";
  private static final String PROJECTS = "projects";

  /**
   * What a tool returned, for the second time in its line; what tools are given, thinking, images,
   * and copies of the files' names.
   */
  private static final Set<String> UNUSED =
      Set.of("toolUseResult", "input", "thinking", "signature", "source", "snapshot");

  /** A shorter session id is not taken for the beginning of a file's name. */
  private static final int SHORTEST_ID = 16;

  private final String provider;
  private final List<Path> projectFolders;
  private final UsageReader usage;

  /** What a response used, by its {@code message.usage}. */
  @FunctionalInterface
  public interface UsageReader {
    Usage of(JsonNode usage);
  }

  /**
   * The transcripts of an agent.
   *
   * @param provider the agent's id
   * @param folders in which {@code projects} is, or that folder; some may not exist
   * @param usage reads what a response used
   */
  public ClaudeTranscripts(String provider, List<Path> folders, UsageReader usage) {
    this.provider = provider;
    this.projectFolders =
        folders.stream()
            .map(f -> f.endsWith(PROJECTS) ? f : f.resolve(PROJECTS))
            .distinct()
            .toList();
    this.usage = usage;
  }

  @Override
  public final String provider() {
    return provider;
  }

  @Override
  public List<Path> folders() {
    return projectFolders;
  }

  /** The folders {@code projects}; some may not exist. */
  protected List<Path> projectFolders() throws IOException {
    return projectFolders;
  }

  @Override
  public Listing list() throws IOException {
    List<Path> logs = new ArrayList<>();
    List<Path> unread = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path root : projectFolders()) {
      Listing found =
          LogFolders.files(
              root, ClaudeTranscripts::isTranscript, ClaudeTranscripts::isKnownOther, seen);
      logs.addAll(found.logs());
      unread.addAll(found.unread());
    }
    return new Listing(logs, unread);
  }

  private static boolean isTranscript(Path relative) {
    String name = relative.getFileName().toString();
    if (!name.endsWith(SUFFIX)) {
      return false;
    }
    return relative.getNameCount() == 2 || (isSubagents(relative) && name.startsWith("agent-"));
  }

  /** The journal of a workflow repeats what its agents' transcripts hold. */
  private static boolean isKnownOther(Path relative) {
    return isSubagents(relative) && relative.getFileName().toString().equals("journal.jsonl");
  }

  private static boolean isSubagents(Path relative) {
    return relative.getNameCount() > 3 && relative.getName(2).toString().equals("subagents");
  }

  @Override
  public @Nullable SessionName session(Path file) throws IOException {
    var first = new First();
    if (!FirstRecords.look(this, file, first::isEnough)) {
      return null;
    }
    Path relative = relative(file);
    String slug = relative.getName(0).toString();
    String name = withoutSuffix(relative.getFileName());
    if (relative.getNameCount() > 2) {
      Path below = relative.subpath(3, relative.getNameCount());
      String agent = withoutSuffix(below).replace('\\', '/');
      return new SessionName(slug, relative.getName(1) + "/" + agent, first.folder);
    }
    String session = first.session;
    if (name.startsWith("agent-")) {
      // Older versions put a subagent's transcript beside its session's; the lines name the
      // session.
      return new SessionName(slug, session == null ? name : session + "/" + name, first.folder);
    }
    boolean isCopy = session != null && isConflictCopy(name, session);
    return new SessionName(slug, isCopy && session != null ? session : name, first.folder);
  }

  /** A conflict copy of a file synchroniser: its name has more behind the session's id. */
  private static boolean isConflictCopy(String name, String session) {
    return session.length() >= SHORTEST_ID
        && name.length() > session.length()
        && name.startsWith(session)
        && !Character.isLetterOrDigit(name.charAt(session.length()));
  }

  /** What the first lines say of the session. */
  private static final class First {
    @Nullable String session;
    @Nullable String folder;

    boolean isEnough(ObjectNode line) {
      session = session == null ? LenientJson.text(line, "sessionId") : session;
      folder = LenientJson.text(line, "cwd");
      return folder != null;
    }
  }

  /** The path below the folder that transcripts are kept in. */
  private Path relative(Path file) throws IOException {
    for (Path root : projectFolders()) {
      if (Files.isDirectory(root) && file.startsWith(root.toRealPath())) {
        return root.toRealPath().relativize(file);
      }
    }
    // A link below a projects folder led out of it: the last two names say what they say in it.
    return file.subpath(Math.max(0, file.getNameCount() - 2), file.getNameCount());
  }

  private static String withoutSuffix(Path name) {
    String text = name.toString();
    return text.substring(0, text.length() - SUFFIX.length());
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.path("type").isTextual()
        && (object.has("uuid")
            || object.has("sessionId")
            || object.has("leafUuid")
            || object.has("timestamp"));
  }

  @Override
  public Set<String> unusedFields() {
    return UNUSED;
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return new ClaudeReader(carry, context, usage);
  }
}
