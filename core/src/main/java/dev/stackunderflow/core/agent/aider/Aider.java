package dev.stackunderflow.core.agent.aider;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Aider. It keeps its history in each project. */
public final class Aider implements CodingAgent {

  private static final String FILE = ".aider.chat.history.md";

  private final List<Path> files;

  /**
   * Looks in the file that {@code AIDER_CHAT_HISTORY_FILE} names, and in the folders that {@code
   * AIDER_FOLDERS} lists. The projects that another agent worked in need not be named.
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

  /** Its history is in the root of a working tree, or where it was started. */
  @Override
  public List<RecordSource> inProjects(List<Path> projects) {
    List<Path> found =
        projects.stream()
            .flatMap(project -> Stream.of(project, root(project)))
            .distinct()
            .map(folder -> folder.resolve(FILE))
            .toList();
    return List.of(new AiderHistory(id(), found));
  }

  private static Path root(Path project) {
    for (Path at = project; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return at;
      }
    }
    return project;
  }
}
