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
import org.jspecify.annotations.Nullable;

/** The logs of Pi and of the agents made of it: {@code TIME_ID.jsonl} in a folder per project. */
public final class PiLogs extends JsonlLogs {

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

  /** The logs of an agent that has a folder per project. */
  public static PiLogs ofProjects(String provider, List<Path> folders) {
    return new PiLogs(
        provider, folders, file -> file.getNameCount() == 2 && file.toString().endsWith(".jsonl"));
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    for (ObjectNode line : first) {
      if (LenientJson.textOr(line, "type", "").equals("session")) {
        return SessionName.in(
            LenientJson.text(line, "cwd"), LenientJson.textOr(line, "id", baseName(file)));
      }
    }
    String name = file.getFileName().toString();
    int end = name.indexOf(".jsonl");
    return SessionName.in(null, end > 0 ? name.substring(0, end) : name);
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return (StatelessReader) line -> Reading.of(PiLine.read(line), LenientJson.text(line, "cwd"));
  }
}
