package dev.stackunderflow.core.agent.cursor;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Cursor. */
public final class Cursor implements CodingAgent {

  private static final List<String> BY_DETAIL = List.of(".txt", "store.db", ".jsonl", ".vscdb");

  private final List<Path> folders;
  private final List<Path> databases;

  /**
   * Looks where the environment says, {@code CURSOR_DATA_DIR} and {@code CURSOR_CONFIG_DIR}, else
   * in {@code ~/.cursor}; and in the editor's storage.
   */
  public Cursor(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> configured = user.listed("CURSOR_CONFIG_DIR", user.home(".cursor"));
    this.folders = user.listed("CURSOR_DATA_DIR", configured.toArray(Path[]::new));
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
    return List.of(new CursorTranscripts(id(), projects(), new CursorConversations(databases)));
  }

  private List<Path> projects() {
    return folders.stream().map(folder -> folder.resolve("projects")).toList();
  }

  private static Path user(Path database) {
    return database.resolve("../..").normalize();
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new CursorDatabase(id(), title(), databases),
        new CursorChats(id(), databases.stream().map(Cursor::user).toList()),
        new CursorTexts(id(), projects(), new CursorConversations(databases)),
        new CursorStores(id(), title(), folders, new CursorConversations(databases)));
  }

  /** A transcript has all that its chat has, the editor's database also times and tokens. */
  @Override
  public ToIntFunction<Path> detail() {
    return file -> {
      String name = file.getFileName().toString();
      return BY_DETAIL.indexOf(BY_DETAIL.stream().filter(name::endsWith).findFirst().orElse(""));
    };
  }
}
