package dev.stackunderflow.bench.run;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of a whole process.
 *
 * @param wall seconds from start to end
 * @param cpu seconds of both cores, user and system, its children's too; 0 where GNU time is
 *     missing
 * @param memory the most resident memory of one of its processes, in bytes; 0 where GNU time is
 *     missing
 */
record Run(double wall, double cpu, long memory) {

  private static final Path TIME = Path.of("/usr/bin/time");

  /**
   * Runs a command and waits for it.
   *
   * @param environment all of its variables, but for PATH
   * @param folder where it runs; its standard output goes to out.txt there, what it says to
   *     errors.txt
   * @throws IOException if it ends with another code than 0; the message has its last words
   */
  static Run of(List<String> command, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    Path figures = folder.resolve("figures.txt");
    Path errors = folder.resolve("errors.txt");
    boolean accounted = Files.isExecutable(TIME);
    var words = new ArrayList<String>();
    if (accounted) {
      words.addAll(List.of(TIME.toString(), "-q", "-f", "%U %S %M", "-o", figures.toString()));
    }
    words.addAll(command);
    var builder = new ProcessBuilder(words);
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().putAll(environment);
    builder
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectOutput(Redirect.to(folder.resolve("out.txt").toFile()))
        .redirectError(Redirect.to(errors.toFile()));
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    double wall = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      String said = Files.readString(errors).strip();
      throw new IOException(String.join(" ", command) + " ended with " + code + ": " + said);
    }
    if (!accounted) {
      return new Run(wall, 0, 0);
    }
    String[] parts = Files.readString(figures).strip().split(" ");
    return new Run(
        wall,
        Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]),
        Long.parseLong(parts[2]) * 1024);
  }
}
