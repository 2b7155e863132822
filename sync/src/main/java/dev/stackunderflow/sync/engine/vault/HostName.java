package dev.stackunderflow.sync.engine.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
    return System.getProperty("os.name") + " machine";
  }
}
