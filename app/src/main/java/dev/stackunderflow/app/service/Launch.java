package dev.stackunderflow.app.service;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a service runs.
 *
 * @param command the program and its arguments
 * @param variables the environment variables that say where files are; none is secret
 * @param secrets the user's file of {@code NAME=value} lines for secret variables
 * @param userHome the user's home folder
 * @param configFolder the user's configuration folder
 * @param userId the user's number, or name on Windows
 */
public record Launch(
    List<String> command,
    Map<String, String> variables,
    Path secrets,
    Path userHome,
    Path configFolder,
    String userId) {

  /** The system property with the launcher's path. */
  static final String LAUNCHER = "stackunderflow.launcher";

  private static final List<String> PLACES =
      List.of(
          "STACKUNDERFLOW_HOME",
          "STACKUNDERFLOW_JAVA",
          "AWS_PROFILE",
          "AWS_CONFIG_FILE",
          "AWS_SHARED_CREDENTIALS_FILE");

  /**
   * Continuous sync of this home, started as this process was.
   *
   * @param env this process's environment
   * @throws IOException if the user cannot be determined
   */
  public static Launch ofThisProcess(Map<String, String> env) throws IOException {
    Path userHome = Home.userHome(env);
    Map<String, String> variables = new TreeMap<>();
    Set<String> places = new TreeSet<>(Agents.variables(env));
    places.addAll(PLACES);
    places.remove("HOME"); // the service has the user's
    for (String name : places) {
      String value = env.getOrDefault(name, "");
      if (!value.isBlank()) {
        variables.put(name, value);
      }
    }
    // Relative to this process's folder, which is not the service's; or with a ~ that only a shell
    // replaces.
    variables.computeIfPresent("STACKUNDERFLOW_HOME", (_, _) -> Home.of(env).folder().toString());
    String config = env.getOrDefault("XDG_CONFIG_HOME", "");
    return new Launch(
        ownCommand(),
        variables,
        Home.of(env).folder().resolve("service.env"),
        userHome,
        config.isBlank() ? userHome.resolve(".config") : Path.of(config),
        userId(userHome));
  }

  private static List<String> ownCommand() {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty(LAUNCHER, "");
    if (launcher.isBlank()) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add("dev.stackunderflow.app.Main");
    } else {
      command.add(launcher);
    }
    command.addAll(List.of("sync", "auto", "--foreground"));
    return command;
  }

  private static String userId(Path userHome) throws IOException {
    if (userHome.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.exists(userHome)) {
      return String.valueOf(Files.getAttribute(userHome, "unix:uid"));
    }
    return System.getProperty("user.name");
  }
}
