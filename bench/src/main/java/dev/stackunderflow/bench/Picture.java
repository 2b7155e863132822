package dev.stackunderflow.bench;

import dev.stackunderflow.app.Cli;
import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records real commands on two homes that sync through a folder, and draws what they printed: see
 * scripts/picture. The same program draws the same picture: logs and clock are fixed.
 */
public final class Picture {

  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
  private static final int LINE_HEIGHT = 18;
  private static final int MARGIN = 16;
  private static final int COLUMNS = 108;

  private final Path folder;
  private final List<String> lines = new ArrayList<>();

  private Picture(Path folder) {
    this.folder = folder;
  }

  /** Writes the picture to the file that the argument names. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("stackunderflow-picture-");
    try {
      var picture = new Picture(folder);
      picture.record();
      Files.writeString(Path.of(args[0]), picture.svg());
    } finally {
      Try.delete(folder);
    }
  }

  private void record() throws IOException {
    Map<String, String> laptop = machine("laptop");
    Map<String, String> work = machine("work");
    SampleLogs.laptop(folder.resolve("laptop"));
    SampleLogs.work(folder.resolve("work"));
    String bucket = Files.createDirectory(folder.resolve("nas")).toUri().toString();
    Path key = folder.resolve("key");
    String[] init = {"sync", "init", "--bucket", bucket, "--key-file", key.toString()};
    for (Map<String, String> machine : List.of(laptop, work)) {
      run(machine, "ingest");
      run(machine, init);
      run(machine, "sync", "now");
    }
    run(laptop, "sync", "now");
    show(laptop);
    show(laptop, "sessions");
    show(laptop, "report", "--by", "device", "--tz", "UTC");
    show(laptop, "search", "rain");
  }

  private Map<String, String> machine(String name) throws IOException {
    Map<String, String> env = new HashMap<>();
    env.put("HOME", Files.createDirectory(folder.resolve(name)).toString());
    env.put("HOSTNAME", name);
    env.put("COLUMNS", String.valueOf(COLUMNS));
    return env;
  }

  private void show(Map<String, String> env, String... args) {
    lines.add(env.get("HOSTNAME") + "$ stackunderflow " + String.join(" ", args));
    lines.addAll(run(env, args));
    lines.add("");
  }

  /** Runs a command that must succeed; returns the lines that it printed. */
  private static List<String> run(Map<String, String> env, String... args) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exitCode =
        new Cli(env, out, out, Terminal.NONE, Clock.fixed(NOW, ZoneOffset.UTC)).run(args);
    String printed = bytes.toString(StandardCharsets.UTF_8);
    if (exitCode != 0) {
      throw new IllegalStateException(String.join(" ", args) + " failed: " + printed);
    }
    return printed.lines().toList();
  }

  private String svg() {
    int height = lines.size() * LINE_HEIGHT + 2 * MARGIN;
    int width = (int) (COLUMNS * 8.43) + 2 * MARGIN;
    var svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img">
            <title>stackunderflow on a laptop that syncs with a work machine</title>
            <rect width="100%%" height="100%%" rx="8" fill="#1b1f24"/>
            <g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
            """
                .formatted(width, height));
    int y = MARGIN + LINE_HEIGHT - 4;
    for (String line : lines) {
      String colour = line.contains("$ stackunderflow") ? "#7ee787" : "#d0d7de";
      svg.append(
          "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
              .formatted(MARGIN, y, colour, escaped(line)));
      y += LINE_HEIGHT;
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  private static String escaped(String text) {
    String cut = text.length() > COLUMNS ? text.substring(0, COLUMNS - 1) + "…" : text;
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
