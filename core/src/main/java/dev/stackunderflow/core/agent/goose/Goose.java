package dev.stackunderflow.core.agent.goose;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Goose. */
public final class Goose implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED =
      StatedFields.NONE.in("session.usage").cost("accumulated_cost").cost("cost");

  private final List<Path> folders;

  /** Looks where the environment says: {@code GOOSE_PATH_ROOT}, else in the usual data folders. */
  public Goose(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> usual = new ArrayList<>();
    usual.add(user.data("goose").resolve("sessions"));
    for (String name : List.of("Block/goose", "Block.goose", "Block/goose/data")) {
      user.application(name).forEach(folder -> usual.add(folder.resolve("sessions")));
    }
    List<Path> roots = user.listed("GOOSE_PATH_ROOT");
    this.folders =
        roots.isEmpty()
            ? usual
            : roots.stream().map(root -> root.resolve("data/sessions")).toList();
  }

  @Override
  public String id() {
    return "goose";
  }

  @Override
  public String title() {
    return "Goose";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens per call or session";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content_json", "/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("not tried; Goose has 'goose session export' and 'import'");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new GooseDatabase(id(), title(), folders), new GooseFiles(id(), folders));
  }
}
