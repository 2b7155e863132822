package dev.stackunderflow.app.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Quotes text for each system's service files. */
final class Quoting {

  private Quoting() {}

  /** systemd.service(5): quotes, C escapes, {@code %} and {@code $} doubled. */
  static String systemd(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("$", "$$")
        + '"';
  }

  static String systemd(List<String> command) {
    return command.stream().map(Quoting::systemd).collect(Collectors.joining(" "));
  }

  /** A path in a setting that takes one path up to the end of the line, without quotes. */
  static String systemdPath(Path path) {
    return path.toString().replace("\\", "\\\\").replace("%", "%%");
  }

  static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String shell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String shell(List<String> command) {
    return command.stream().map(Quoting::shell).collect(Collectors.joining(" "));
  }

  /** Quotes for {@code CommandLineToArgvW}; no argument here ends with a backslash. */
  static String windows(List<String> arguments) {
    return arguments.stream()
        .map(text -> text.contains(" ") ? '"' + text.replace("\"", "\\\"") + '"' : text)
        .collect(Collectors.joining(" "));
  }
}
