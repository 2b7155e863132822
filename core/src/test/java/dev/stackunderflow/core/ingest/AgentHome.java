package dev.stackunderflow.core.ingest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies an agent's sample files into a home folder. */
public final class AgentHome {

  private AgentHome() {}

  /**
   * A home folder with an agent's files.
   *
   * @param agent a folder of {@code src/test/resources/agents}
   * @param home an empty folder
   */
  public static LogHome of(String agent, Path home) throws IOException {
    copy(samples(agent), home);
    return new LogHome(home);
  }

  /** The agents that have sample files. */
  public static List<String> agents() throws IOException {
    try (Stream<Path> folders = Files.list(resource("/agents"))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  /** The home folder with an agent's sample files; not to be written. */
  public static Path samples(String agent) {
    return resource("/agents/" + agent + "/home");
  }

  private static Path resource(String name) {
    URL url = AgentHome.class.getResource(name);
    try {
      return Path.of(Objects.requireNonNull(url, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
