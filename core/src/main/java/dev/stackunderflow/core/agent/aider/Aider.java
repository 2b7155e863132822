package dev.stackunderflow.core.agent.aider;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Aider. It keeps its history in each project, which must be named. */
public final class Aider implements CodingAgent {

  private static final String FILE = ".aider.chat.history.md";

  private final List<Path> files;

  /**
   * Looks in the file that {@code AIDER_CHAT_HISTORY_FILE} names, and in the folders that {@code
   * AIDER_FOLDERS} lists.
   */
  public Aider(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> all = new ArrayList<>(user.listed("AIDER_CHAT_HISTORY_FILE"));
    user.listed("AIDER_FOLDERS").forEach(folder -> all.add(folder.resolve(FILE)));
    this.files = all.stream().filter(Path::isAbsolute).distinct().toList();
  }

  @Override
  public String id() {
    return "aider";
  }

  @Override
  public String title() {
    return "Aider";
  }

  @Override
  public String reads() {
    return "messages; it notes no tokens but in its text";
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("Aider reads its history with 'aider --restore-chat-history'");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new AiderHistory(id(), files));
  }
}
