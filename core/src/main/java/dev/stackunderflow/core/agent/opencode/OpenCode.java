package dev.stackunderflow.core.agent.opencode;

import dev.stackunderflow.core.agent.format.OpenCodeAgent;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** OpenCode: {@code opencode.db}, and the folders of small files of older versions. */
public final class OpenCode extends OpenCodeAgent {

  /** Looks where the environment says: {@code OPENCODE_DATA_DIR}, else the usual data folder. */
  public OpenCode(Map<String, String> env) {
    super(folders(new UserFolders(env)), env.getOrDefault("OPENCODE_DB", ""));
  }

  private static List<Path> folders(UserFolders user) {
    return user.listed("OPENCODE_DATA_DIR", user.data("opencode"));
  }

  @Override
  public String id() {
    return "opencode";
  }

  @Override
  public String title() {
    return "OpenCode";
  }

  @Override
  public Carry carry() {
    return Carry.by("opencode import FILE && opencode -s ID");
  }
}
