package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.file.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where programs keep a user's data on Linux, macOS and Windows. All places of all systems are
 * named: one that does not exist costs nothing.
 */
public final class UserFolders {

  private static final List<String> EDITORS =
      List.of(
          "Code",
          "Code - Insiders",
          "Code - OSS",
          "VSCodium",
          "VSCodium - Insiders",
          "Cursor",
          "Cursor Nightly",
          "Windsurf",
          "Windsurf - Next",
          "Trae",
          "Trae CN",
          "Kiro",
          "Antigravity",
          "Positron",
          "Void",
          "code-server");

  /** Of editors that run on another machine's behalf. */
  private static final List<String> SERVERS =
      List.of(
          ".vscode-server",
          ".vscode-server-insiders",
          ".vscode-server-oss",
          ".vscodium-server",
          ".cursor-server",
          ".windsurf-server",
          ".windsurf-next-server",
          ".trae-server",
          ".kiro-server",
          ".antigravity-server");

  private static final List<String> FLATPAKS =
      List.of(
          "com.visualstudio.code/config/Code",
          "com.visualstudio.code.insiders/config/Code - Insiders",
          "com.visualstudio.code-oss/config/Code - OSS",
          "com.vscodium.codium/config/VSCodium",
          "com.vscodium.codium-insiders/config/VSCodium - Insiders");

  private final Map<String, String> env;
  private final Path home;

  public UserFolders(Map<String, String> env) {
    this.env = env;
    this.home = Home.userHome(env);
  }

  /** The user's home folder. */
  public Path home() {
    return home;
  }

  /** A path below the home folder. */
  public Path home(String relative) {
    return home.resolve(relative);
  }

  /** The folders that a variable lists, separated by commas; the others where it is not set. */
  public List<Path> listed(String variable, Path... otherwise) {
    List<Path> listed = LogFolders.listed(env, variable);
    return listed.isEmpty() ? List.of(otherwise) : listed;
  }

  /** A program's folder for data: {@code $XDG_DATA_HOME/NAME}, {@code ~/.local/share/NAME}. */
  public Path data(String name) {
    return xdg("XDG_DATA_HOME", ".local/share").resolve(name);
  }

  /** A program's folder for settings: {@code $XDG_CONFIG_HOME/NAME}, {@code ~/.config/NAME}. */
  public Path config(String name) {
    return xdg("XDG_CONFIG_HOME", ".config").resolve(name);
  }

  /**
   * A program's folder for its state: {@code $XDG_STATE_HOME/NAME}, {@code ~/.local/state/NAME}.
   */
  public Path state(String name) {
    return xdg("XDG_STATE_HOME", ".local/state").resolve(name);
  }

  /** A program's folders for data on every system. */
  public List<Path> application(String name) {
    List<Path> folders = new ArrayList<>();
    folders.add(data(name));
    folders.add(config(name));
    folders.add(home("Library/Application Support").resolve(name));
    for (String variable : List.of("APPDATA", "LOCALAPPDATA")) {
      String folder = env.getOrDefault(variable, "");
      if (!folder.isBlank()) {
        folders.add(Path.of(folder).resolve(name));
      }
    }
    return folders;
  }

  /** An extension's storage in Visual Studio Code and the editors made of it. */
  public List<Path> globalStorage(String extension) {
    return editors().stream()
        .map(editor -> editor.resolve("globalStorage").resolve(extension))
        .toList();
  }

  /** The folders {@code User} of Visual Studio Code and of the editors made of it. */
  public List<Path> editors() {
    List<Path> folders = new ArrayList<>();
    for (String editor : EDITORS) {
      for (Path application : application(editor)) {
        folders.add(application.resolve("User"));
      }
    }
    // A portable editor, those in a Flatpak, and those that run on another machine's behalf.
    String portable = env.getOrDefault("VSCODE_PORTABLE", "");
    if (!portable.isBlank()) {
      folders.add(Path.of(portable).resolve("user-data/User"));
    }
    for (String flatpak : FLATPAKS) {
      folders.add(home(".var/app").resolve(flatpak).resolve("User"));
    }
    for (String server : SERVERS) {
      folders.add(home(server).resolve("data/User"));
    }
    return folders;
  }

  private Path xdg(String variable, String usual) {
    String named = env.getOrDefault(variable, "");
    // The XDG base directory specification: a relative path is ignored.
    return !named.isBlank() && Path.of(named).isAbsolute() ? Path.of(named) : home(usual);
  }
}
