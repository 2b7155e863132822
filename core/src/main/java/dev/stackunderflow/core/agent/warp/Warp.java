package dev.stackunderflow.core.agent.warp;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Warp's agent. */
public final class Warp implements CodingAgent {

  private final List<Path> folders;

  /** Looks in the application's folders. */
  public Warp(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = places(user);
  }

  /** Linux, macOS and Windows; the releases and the previews. */
  private static List<Path> places(UserFolders user) {
    List<Path> folders = new ArrayList<>();
    folders.add(user.state("warp-terminal"));
    folders.add(user.state("warp-terminal-preview"));
    for (String name : List.of("dev.warp.Warp-Stable", "dev.warp.Warp-Preview")) {
      folders.addAll(user.application(name));
      folders.add(
          user.home("Library/Group Containers/2BBY89MBSN.dev.warp/Library/Application Support")
              .resolve(name));
    }
    for (String name : List.of("warp/Warp/data", "warp/WarpPreview/data")) {
      folders.addAll(user.application(name));
    }
    return folders;
  }

  @Override
  public String id() {
    return "warp";
  }

  @Override
  public String title() {
    return "Warp";
  }

  @Override
  public String reads() {
    return "prompts; no tokens";
  }

  @Override
  public PartReader parts() {
    return PartReader.PLAIN;
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("Warp keeps the conversations on its server");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new WarpDatabase(id(), title(), folders));
  }
}
