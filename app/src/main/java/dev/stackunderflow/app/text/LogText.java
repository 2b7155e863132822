package dev.stackunderflow.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The output of a program as a terminal would have shown it in the end. */
public final class LogText {

  /** ECMA-48: control sequences, and operating system commands up to their end. */
  private static final Pattern SEQUENCE =
      Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b\n]*(?:\u0007|\u001b\\\\)?)");

  private LogText() {}

  /** Without colours, with plain line breaks, and of each overwritten line its last state. */
  public static String plain(String text) {
    String shown = text.indexOf('\u001b') < 0 ? text : SEQUENCE.matcher(text).replaceAll("");
    if (shown.indexOf('\r') < 0) {
      return shown;
    }
    List<String> lines = new ArrayList<>();
    for (String line : shown.replace("\r\n", "\n").split("\n", -1)) {
      String last = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      lines.add(last.substring(last.lastIndexOf('\r') + 1));
    }
    return String.join("\n", lines);
  }

  /** Its lines, without empty ones at the beginning and the end; none for a blank text. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(plain(text).lines().toList());
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    while (!lines.isEmpty() && lines.getFirst().isBlank()) {
      lines.removeFirst();
    }
    return lines;
  }
}
