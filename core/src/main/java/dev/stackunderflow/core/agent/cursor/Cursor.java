package dev.stackunderflow.core.agent.cursor;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cursor. */
public final class Cursor implements CodingAgent {

  private final List<Path> folders;
  private final List<Path> databases;

  /** Looks in {@code ~/.cursor}, and in the editor's storage. */
  public Cursor(Map<String, String> env) {
    var user = new UserFolders(env);
    this.folders = List.of(user.home(".cursor/projects"));
    this.databases =
        Stream.of("Cursor", "Cursor Nightly")
            .flatMap(name -> user.application(name).stream())
            .map(folder -> folder.resolve("User/globalStorage/state.vscdb"))
            .toList();
  }

  @Override
  public String id() {
    return "cursor";
  }

  @Override
  public String title() {
    return "Cursor";
  }

  @Override
  public String reads() {
    return "messages, tools; tokens where the editor notes them";
  }

  @Override
  public PartReader parts() {
    return new CursorParts();
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("Cursor cannot open a copied conversation");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new CursorTranscripts(id(), folders, new CursorConversations(databases)));
  }

  private static Path user(Path database) {
    return database.resolve("../..").normalize();
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new CursorDatabase(id(), title(), databases),
        new CursorChats(id(), databases.stream().map(Cursor::user).toList()),
        new CursorTexts(id(), folders, new CursorConversations(databases)));
  }
}
