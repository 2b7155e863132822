package dev.stackunderflow.core.agent.kiro;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kiro CLI. */
public final class KiroCli implements CodingAgent {

  private final List<Path> folders;
  private final List<Path> homes;
  private final List<Path> storages;

  /**
   * Looks in the usual folder for data, also under its former name, in the editor's storage, and
   * where the environment says: {@code KIRO_HOME}, else {@code ~/.kiro}.
   */
  public KiroCli(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders =
        Stream.of("kiro-cli", "amazon-q").flatMap(name -> user.application(name).stream()).toList();
    this.storages = user.globalStorage("kiro.kiroagent");
    this.homes = user.listed("KIRO_HOME", user.home(".kiro"));
  }

  @Override
  public String id() {
    return "kiro";
  }

  @Override
  public String title() {
    return "Kiro CLI";
  }

  @Override
  public String reads() {
    return "messages, tools; it notes no tokens";
  }

  @Override
  public PartReader parts() {
    return new KiroParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<RecordSource> records() {
    List<Path> sessions = homes.stream().map(home -> home.resolve("sessions")).toList();
    var database = new KiroDatabase(id(), title(), folders);
    return List.of(
        database,
        new KiroSessions(id(), homes, database),
        new KiroEditor(id(), storages),
        new KiroFolders(id(), sessions, 2),
        new KiroFolders(id(), sessions, 3));
  }
}
