package dev.stackunderflow.core.agent;

import dev.stackunderflow.core.agent.source.UserFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Coding agents of which only the folder is known: they are named, and not read. */
public final class UnreadAgents {

  private static final List<Place> PLACES =
      List.of(
          new Place("Jcode", ".jcode/sessions"),
          new Place("Omnigent", ".omnigent"),
          new Place("Piebald", ".local/share/piebald"),
          new Place("Posit Assistant", ".posit/assistant/workspaces"),
          new Place("Trae", ".config/Trae/User"),
          new Place("Trae", "Library/Application Support/Trae/User"),
          new Place("Trae", "AppData/Roaming/Trae/User"),
          new Place("Visual Studio", "AppData/Local/Temp/VSGitHubCopilotLogs/traces"),
          new Place("Windsurf", ".codeium/windsurf"));

  private UnreadAgents() {}

  private record Place(String title, String folder) {}

  /**
   * An agent that is on this machine and is not read.
   *
   * @param title its name
   * @param folder where it keeps something
   */
  public record Found(String title, Path folder) {}

  /**
   * Finds them.
   *
   * @param env the environment that says where folders are
   */
  public static List<Found> on(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Found> found = new ArrayList<>();
    PLACES.forEach(place -> add(found, place, user.home(place.folder())));
    return found;
  }

  private static void add(List<Found> found, Place place, Path folder) {
    if (Files.isDirectory(folder)) {
      found.add(new Found(place.title(), folder));
    }
  }
}
