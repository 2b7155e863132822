package dev.stackunderflow.bench.run;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code bench/run}: times whole commands, ours and other programs', on seeded logs. */
public final class Benchmark {

  private final Map<String, List<String>> options = new LinkedHashMap<>();

  private Benchmark(List<String> args) {
    for (int i = 0; i < args.size(); i += 2) {
      if (!args.get(i).startsWith("--") || i + 1 == args.size()) {
        throw new IllegalArgumentException(args.get(i));
      }
      options.put(args.get(i).substring(2), List.of(args.get(i + 1).split(",")));
    }
  }

  /**
   * Runs it.
   *
   * @param args pairs: {@code --root} the source tree, {@code --folder} where data goes, {@code
   *     --java} the Java to use, {@code --sizes} numbers of events, {@code --rounds}, {@code
   *     --json} the file to write
   */
  public static void main(String[] args) throws Exception {
    new Benchmark(List.of(args)).run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  private String option(String name, String otherwise) {
    return String.join(",", options.getOrDefault(name, List.of(otherwise)));
  }

  private void run(PrintStream out) throws Exception {
    Path folder = Path.of(option("folder", "bench-data")).toAbsolutePath();
    Files.createDirectories(folder);
    Path root = Path.of(option("root", "."));
    Path program =
        Path.of(option("command", root.resolve("stackunderflow").toString())).toAbsolutePath();
    int rounds = Integer.parseInt(option("rounds", "3"));
    var figures = new Figures();
    try (var s3 = new CountedS3(option("java", "java"), folder.resolve("s3.log"))) {
      for (String size : options.getOrDefault("sizes", List.of("10000", "100000"))) {
        int events = Integer.parseInt(size);
        var machines =
            new Machines(
                program, root.resolve("sync/src"), folder.resolve(size), events, s3, figures);
        machines.writeLogs();
        for (int round = 1; round <= rounds; round++) {
          System.err.println(size + " events, round " + round + " of " + rounds);
          machines.round(round);
        }
      }
    }
    List<String> about = about(program);
    about.forEach(out::println);
    figures.print(out);
    if (options.containsKey("json")) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("about", about);
      document.put("rounds", rounds);
      document.put("runs", figures.json());
      Files.writeString(
          Path.of(option("json", "")),
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(document));
    }
  }

  /** The machine and the programs' versions, a line each. */
  private static List<String> about(Path program) throws IOException, InterruptedException {
    var lines = new ArrayList<String>();
    lines.add(
        "%s, %s, %d cores, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version")));
    lines.add(firstLine(program.toString(), "--version"));
    for (String[] command :
        new String[][] {
          {"restic", "version"},
          {"rclone", "version"},
          {"ccusage", "--version"},
          {"jq", "--version"},
          {"rg", "--version"},
          {"zstd", "--version"},
          {"age", "--version"},
          {"sqlite3", "--version"}
        }) {
      if (Peers.has(command[0])) {
        String line = firstLine(command);
        lines.add(line.contains(command[0]) ? line : command[0] + " " + line);
      }
    }
    return lines;
  }

  private static String firstLine(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return all.strip().lines().findFirst().orElse("");
  }
}
