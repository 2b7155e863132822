package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LogFolders;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.file.ProjectSlug;
import dev.stackunderflow.core.hash.HexDigest;
import dev.stackunderflow.core.json.JsonField;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.SessionRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Kimi Code: {@code wd_NAME_HASH/SESSION/agents/AGENT/wire.jsonl}. The folder's name is made of the
 * project's path, stands in the lines that bind the session to it, and {@code state.json} beside
 * the agents names the path.
 */
record KimiAgent(LogSource logs) implements Agent {

  private static final JsonField WORKSPACE = new JsonField("workspaceId");
  private static final int LONGEST_NAME = 40;
  private static final int HASH_DIGITS = 12;
  private static final String MAIN = "main";

  @Override
  public WorkingDirectory workingDirectory() {
    return new WorkingDirectory("cwd");
  }

  @Override
  public String slug(Path folder) {
    return ProjectSlug.of(folder.toString());
  }

  @Override
  public Path file(
      Path folder, String slug, SessionFile.Name name, String firstLine, String firstTime) {
    String id = name.sessionId();
    int slash = id.indexOf('/');
    return session(folder, SessionRoots.of(id))
        .resolve("agents")
        .resolve(slash < 0 ? MAIN : id.substring(slash + 1))
        .resolve("wire.jsonl");
  }

  private Path session(Path folder, String id) {
    Path sessions = LogFolders.firstExisting(logs.folders());
    return sessions.resolve(workspace(folder)).resolve(id);
  }

  /** Kimi Code's name for a project's folder. */
  private static String workspace(Path folder) {
    String path = folder.toString().replace('\\', '/').replaceAll("/+$", "");
    String name =
        path.substring(path.lastIndexOf('/') + 1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^-+|-+$", "");
    name = name.substring(0, Math.min(LONGEST_NAME, name.length())).replaceAll("^-+|-+$", "");
    boolean isName = !name.isEmpty() && !name.equals(".") && !name.equals("..");
    return "wd_"
        + (isName ? name : "workspace")
        + "_"
        + HexDigest.sha256(path).substring(0, HASH_DIGITS);
  }

  @Override
  public String adapted(String line, Path folder) {
    String bound = WORKSPACE.text(line);
    return bound == null || !bound.startsWith("wd_")
        ? line
        : WORKSPACE.withText(line, workspace(folder));
  }

  @Override
  public List<NewFile> beside(CarriedThread thread) {
    Path folder = thread.destination().folder();
    Path session = session(folder, thread.name().sessionId());
    Path state = session.resolve("state.json");
    if (!thread.destination().files().isEmpty() || Files.exists(state)) {
      return List.of();
    }
    ObjectNode document = LenientJson.newObject();
    document.put("id", thread.name().sessionId()).put("version", 2).put("cwd", folder.toString());
    document.put("archived", false);
    ObjectNode agents = document.putObject("agents");
    for (SessionFile file : thread.files()) {
      String id = file.sessionId();
      int slash = id.indexOf('/');
      String agent = slash < 0 ? MAIN : id.substring(slash + 1);
      agents
          .putObject(agent)
          .put("homedir", session.resolve("agents").resolve(agent).toString())
          .put("type", slash < 0 ? MAIN : "sub");
    }
    document.putObject("custom");
    document.put("isCustomTitle", false);
    return List.of(NewFile.of(state, document + "\n"));
  }

  @Override
  public String resume(String sessionId) {
    return "kimi -r " + sessionId;
  }
}
