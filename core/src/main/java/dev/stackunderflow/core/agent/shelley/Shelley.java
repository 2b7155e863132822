package dev.stackunderflow.core.agent.shelley;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Shelley, of exe.dev. */
public final class Shelley implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.cost("usage_data", "cost_usd");

  private final Path database;

  /** Looks in the usual folder for settings. */
  public Shelley(Map<String, String> env) {
    this.database = new UserFolders(env).config("shelley").resolve("shelley.db");
  }

  @Override
  public String id() {
    return "shelley";
  }

  @Override
  public String title() {
    return "Shelley";
  }

  @Override
  public PartReader parts() {
    return new ShelleyParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ShelleyDatabase(id(), title(), database));
  }
}
