package dev.stackunderflow.core.agent.amp;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.Stated;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Amp. */
public final class Amp implements CodingAgent {

  /** What its records state besides: the first tree of the thread is the project. */
  public static final StatedReader STATED =
      (event, _) ->
          event.rawJson().contains("\"repository\"") && !event.isMessage()
              ? AmpThreads.stated(event.rawJson())
              : Stated.NOTHING;

  private final List<Path> folders;

  /** Looks where the environment says: {@code AMP_DATA_DIR}, else in the usual data folder. */
  public Amp(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = user.listed("AMP_DATA_DIR", user.data("amp"));
  }

  @Override
  public String id() {
    return "amp";
  }

  @Override
  public String title() {
    return "Amp";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("threads live on Amp's server: 'amp threads continue ID'");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new AmpThreads(id(), folders.stream().map(folder -> folder.resolve("threads")).toList()));
  }
}
