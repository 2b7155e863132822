package dev.stackunderflow.sync.engine.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The machine's name, from the environment or a system file, never from the network. */
public final class HostName {

  private HostName() {}

  public static String find(Map<String, String> env) {
    for (String name : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
      String value = env.get(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    try {
      String value = Files.readString(Path.of("/etc/hostname")).strip();
      if (!value.isEmpty()) {
        return value;
      }
    } catch (IOException e) {
      // Not every system has the file; the label is only for display.
    }
    return unixName().orElse(System.getProperty("os.name") + " machine");
  }

  /** What {@code uname -n} says, as on macOS, which has no such file. */
  private static Optional<String> unixName() {
    try {
      Process uname =
          new ProcessBuilder("uname", "-n").redirectError(ProcessBuilder.Redirect.DISCARD).start();
      uname.getOutputStream().close();
      String name =
          new String(uname.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return Optional.of(name).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty(); // Windows names it in a variable
    }
  }
}
