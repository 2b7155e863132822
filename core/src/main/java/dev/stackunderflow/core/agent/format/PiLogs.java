package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.StatelessReader;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The logs of Pi and of the agents made of it: {@code TIME_ID.jsonl} in a folder per project. */
public final class PiLogs extends JsonlLogs {

  /** The name of a session's log, without its end. */
  private static final Pattern LOG = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z_(.+)");

  /**
   * The logs of an agent.
   *
   * @param provider the agent's id
   * @param folders the folders of its sessions
   * @param isLog whether a file is a log, by its path below the folder
   */
  public PiLogs(String provider, List<Path> folders, Predicate<Path> isLog) {
    super(provider, folders, isLog);
  }

  /**
   * The logs of an agent that has a folder per project, or none; a session's subagents are in a
   * folder named as its log, at any depth.
   */
  public static PiLogs ofProjects(String provider, List<Path> folders) {
    return new PiLogs(
        provider,
        folders,
        file ->
            file.toString().endsWith(".jsonl")
                && (file.getNameCount() <= 2 || LOG.matcher(name(file, 1)).matches()));
  }

  private static String name(Path file, int index) {
    return file.getName(index).toString();
  }

  @Override
  protected boolean namesSession(ObjectNode record) {
    // Newer versions of Oh My Pi have a line with the title before it.
    return !LenientJson.textOr(record, "type", "").equals("title");
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    ObjectNode line = first.getLast();
    String folder = LenientJson.text(line, "cwd");
    for (int i = file.getNameCount() - 2; i >= 0; i--) {
      Matcher parent = LOG.matcher(name(file, i));
      if (parent.matches()) {
        Path below = file.subpath(i + 1, file.getNameCount());
        String agent = below.resolveSibling(ownName(file)).toString().replace('\\', '/');
        return SessionName.in(folder, parent.group(1), agent);
      }
    }
    return switch (LenientJson.textOr(line, "type", "")) {
      case "session" -> SessionName.in(folder, LenientJson.textOr(line, "id", ownName(file)));
      case "title" -> null; // the line that names the session is not written yet
      default -> SessionName.in(null, ownName(file));
    };
  }

  private static String ownName(Path file) {
    String name = file.getFileName().toString();
    int end = name.indexOf(".jsonl");
    return end > 0 ? name.substring(0, end) : name;
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return (StatelessReader) line -> Reading.of(PiLine.read(line), LenientJson.text(line, "cwd"));
  }
}
