package dev.stackunderflow.bench;

import dev.stackunderflow.app.Cli;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.text.WrappedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs real commands on two homes that sync through a folder, and draws what they printed: see
 * scripts/picture. The same program draws the same pictures: logs and clock are fixed.
 */
public final class Pictures {

  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
  private static final int COLUMNS = 116;

  private final Path folder;
  private final Path target;
  private final Map<String, String> laptop;
  private final Map<String, String> work;

  private Pictures(Path folder, Path target) throws IOException {
    this.folder = folder;
    this.target = target;
    this.laptop = machine("laptop");
    this.work = machine("work");
  }

  /** Writes the pictures into the folder that the argument names. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("stackunderflow-pictures-");
    try {
      var pictures = new Pictures(folder, Files.createDirectories(Path.of(args[0])));
      pictures.setUp();
      pictures.draw();
    } finally {
      Try.delete(folder);
    }
  }

  private void setUp() throws IOException {
    PictureLogs.laptop(Path.of(laptop.getOrDefault("HOME", "")));
    PictureLogs.work(Path.of(work.getOrDefault("HOME", "")));
    String bucket = Files.createDirectory(folder.resolve("nas")).toUri().toString();
    Path key = folder.resolve("key");
    String[] init = {"sync", "init", "--bucket", bucket, "--key-file", key.toString()};
    for (Map<String, String> machine : List.of(laptop, work)) {
      run(machine, Terminal.NONE, "ingest");
      run(machine, Terminal.NONE, init);
      run(machine, Terminal.NONE, "sync", "now");
    }
    run(laptop, Terminal.NONE, "sync", "now");
  }

  private void draw() throws IOException {
    draw(
        "readme",
        "stackunderflow on a laptop that syncs with a work machine",
        new String[] {},
        new String[] {"sessions", "--limit", "8"},
        new String[] {"report", "--by", "project", "--chart"});
    draw("overview", "What is here, and what to do next", new String[] {});
    draw("sessions", "Sessions of two machines in one list", "sessions", "--limit", "12");
    draw(
        "show",
        "A session with its tools, a change and what a turn cost",
        "show",
        PictureLogs.SHOWN.substring(0, 8),
        "--usage",
        "--no-pager");
    draw(
        "report",
        "Cost of each project over two machines, as bars and as a table",
        new String[] {"report", "--by", "project", "--chart"},
        new String[] {
          "report", "--by", "project", "--columns", "project,sessions,output,cost_usd"
        });
    draw(
        "search",
        "Messages of all machines with two words",
        "search",
        "rain gauge",
        "--limit",
        "4");
    draw("limits", "Windows of usage limits over two machines", "report", "--limits");
  }

  private void draw(String name, String title, String... command) throws IOException {
    draw(name, title, new String[][] {command});
  }

  private void draw(String name, String title, String[]... commands) throws IOException {
    var picture = new TerminalPicture(title, COLUMNS);
    for (String[] command : commands) {
      picture.add("laptop", typed(command), run(laptop, new Terminal(true, true), command));
    }
    Files.writeString(target.resolve(name + ".svg"), picture.svg());
  }

  private static String typed(String... command) {
    var line = new StringBuilder("stackunderflow");
    for (String word : command) {
      if (!word.equals("--no-pager")) { // so that the picture shows what its reader types
        line.append(' ').append(word.contains(" ") ? "'" + word + "'" : word);
      }
    }
    return line.toString();
  }

  private Map<String, String> machine(String name) throws IOException {
    Map<String, String> env = new HashMap<>();
    env.put("HOME", Files.createDirectory(folder.resolve(name)).toString());
    env.put("HOSTNAME", name);
    env.put("COLUMNS", String.valueOf(COLUMNS));
    return env;
  }

  /** Runs a command that must succeed; returns the lines that it printed. */
  private static List<String> run(Map<String, String> env, Terminal terminal, String... args) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exitCode = new Cli(env, out, out, terminal, Clock.fixed(NOW, ZoneOffset.UTC)).run(args);
    String printed = bytes.toString(StandardCharsets.UTF_8);
    if (exitCode != 0) {
      throw new IllegalStateException(String.join(" ", args) + " failed: " + printed);
    }
    // Messages are wrapped by the program only where this process's own go to a terminal.
    return printed
        .lines()
        .flatMap(
            line ->
                line.isEmpty() || line.contains("\033")
                    ? Stream.of(line)
                    : WrappedText.of(line, COLUMNS).lines())
        .toList();
  }
}
