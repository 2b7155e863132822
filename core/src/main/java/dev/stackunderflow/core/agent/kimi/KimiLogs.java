package dev.stackunderflow.core.agent.kimi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kimi Code's {@code sessions/PROJECT/SESSION/agents/AGENT/wire.jsonl}, and the older Kimi CLI's
 * {@code sessions/HASH/SESSION/wire.jsonl}.
 */
final class KimiLogs extends JsonlLogs {

  private static final String WIRE = "wire.jsonl";
  private static final String MAIN = "main";

  /** The number of names below the sessions' folder. */
  private static final int NEW = 5;

  private static final int OLD = 3;

  KimiLogs(String provider, List<Path> folders) {
    super(
        provider,
        folders,
        file ->
            file.endsWith(WIRE)
                && (file.getNameCount() == OLD
                    || (file.getNameCount() == NEW
                        && file.getName(2).toString().equals("agents"))));
  }

  private static boolean isNew(Path file) {
    return file.getNameCount() > NEW
        && file.getName(file.getNameCount() - 3).toString().equals("agents");
  }

  private static String name(Path file, int fromEnd) {
    int at = file.getNameCount() - fromEnd;
    return at < 0 ? "" : file.getName(at).toString();
  }

  @Override
  protected @Nullable SessionName session(Path file, List<ObjectNode> first) {
    if (!isNew(file)) {
      return SessionName.in(KimiFolders.ofCli(file), name(file, 2));
    }
    String agent = name(file, 2);
    String session = name(file, 4);
    String folder = null;
    for (ObjectNode line : first) {
      String named = LenientJson.text(line, "cwd");
      folder = folder == null ? named : folder;
    }
    return SessionName.in(
        folder == null ? KimiFolders.of(file.resolve("../../../state.json").normalize()) : folder,
        agent.equals(MAIN) ? session : session + "/" + agent);
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.path("type").isTextual() || object.path("message").isObject();
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return isNew(context.file()) ? new KimiReader(carry, context) : new KimiCliReader(context);
  }
}
