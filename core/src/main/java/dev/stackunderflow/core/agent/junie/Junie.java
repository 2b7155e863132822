package dev.stackunderflow.core.agent.junie;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** JetBrains Junie's command line. */
public final class Junie implements CodingAgent {

  /** What its records state besides: the cost, at the models' list prices in dollars. */
  public static final StatedReader STATED = StatedFields.NONE.in(JunieSessions.USAGE).cost("cost");

  private final List<Path> folders;

  /** Looks where {@code JUNIE_HOME} says, else in {@code ~/.junie}. */
  public Junie(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        user.listed("JUNIE_HOME", user.home(".junie")).stream()
            .map(folder -> folder.resolve("sessions"))
            .toList();
  }

  @Override
  public String id() {
    return "junie";
  }

  @Override
  public String title() {
    return "Junie";
  }

  @Override
  public PartReader parts() {
    return new JunieParts();
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new JunieSessions(id(), folders));
  }
}
