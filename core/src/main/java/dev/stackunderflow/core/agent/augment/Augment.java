package dev.stackunderflow.core.agent.augment;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Augment's command line, Auggie. */
public final class Augment implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = new AugmentCosts();

  private final List<Path> folders;

  /** Looks in {@code ~/.augment}. */
  public Augment(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = List.of(user.home(".augment/sessions"));
  }

  @Override
  public String id() {
    return "augment";
  }

  @Override
  public String title() {
    return "Augment";
  }

  @Override
  public PartReader parts() {
    return new AugmentParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new AugmentSessions(id(), folders));
  }
}
