package dev.stackunderflow.core.redact;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Who the user is, as far as this machine says so.
 *
 * @param home the home folder; empty where it is a system's folder
 * @param names login names, the name and the address in Git's settings
 */
public record Identity(String home, Set<String> names) {

  private static final int SHORTEST = 3;

  /** Names of no person; to replace them would only damage texts. */
  private static final Set<String> SHARED =
      Set.of(
          "root",
          "user",
          "users",
          "admin",
          "administrator",
          "ubuntu",
          "debian",
          "fedora",
          "runner",
          "node",
          "vscode",
          "codespace",
          "home",
          "test",
          "guest",
          "ec2-user",
          "jenkins",
          "build",
          "builder",
          "docker",
          "dev",
          "app",
          "work",
          "data",
          "git",
          "www-data",
          "nobody",
          "system",
          "java",
          "python",
          "agent",
          "main",
          "local",
          "default");

  /** Nobody: only what has a form or a name of its own is replaced. */
  public static final Identity NONE = new Identity("", Set.of());

  /** The user of this process. */
  public static Identity of(Map<String, String> env) {
    Path home = Home.userHome(env);
    Set<String> names = new LinkedHashSet<>();
    for (String variable : List.of("USER", "LOGNAME", "USERNAME")) {
      add(names, env.getOrDefault(variable, ""));
    }
    add(names, home.getFileName() == null ? "" : home.getFileName().toString());
    git(home.resolve(".gitconfig")).forEach(name -> add(names, name));
    git(home.resolve(".config/git/config")).forEach(name -> add(names, name));
    return new Identity(home.getNameCount() == 0 ? "" : home.toString(), names);
  }

  private static void add(Set<String> names, String name) {
    String stripped = name.strip();
    if (stripped.length() >= SHORTEST && !SHARED.contains(stripped.toLowerCase(Locale.ROOT))) {
      names.add(stripped);
    }
  }

  /** The values of {@code name} and {@code email} in the section {@code user}. */
  private static List<String> git(Path settings) {
    List<String> found = new ArrayList<>();
    if (!Files.isRegularFile(settings)) {
      return found;
    }
    boolean isUser = false;
    try {
      for (String line : Files.readString(settings, StandardCharsets.UTF_8).lines().toList()) {
        String text = line.strip();
        if (text.startsWith("[")) {
          isUser = text.equalsIgnoreCase("[user]");
        } else if (isUser && text.matches("(?i)(?:name|email)\\s*=.*")) {
          found.add(text.substring(text.indexOf('=') + 1).strip().replace("\"", ""));
        }
      }
    } catch (IOException e) {
      return found; // not readable or not text: Git would complain, and names nobody here
    }
    return found;
  }
}
