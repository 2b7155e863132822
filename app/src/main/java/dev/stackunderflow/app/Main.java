package dev.stackunderflow.app;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** The command {@code stackunderflow}. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal terminal = begin(System.getenv(), args);
    try (var out = stream(FileDescriptor.out);
        var err = stream(FileDescriptor.err)) {
      int exitCode = run(args, System.getenv(), out, err, terminal);
      if (out.checkError() && StandardOutput.mustBeWhole()) {
        err.println(
            "The output could not be written completely. Free some space, or write it to another place, and run the command again.");
        exitCode = exitCode == ExitCode.DONE ? ExitCode.UNEXPECTED : exitCode;
      }
      err.flush();
      if (Cli.isStatusline(args)) {
        // Runtime.exit first looks for a logger of exits, which takes a twentieth of the time of
        // this command; it adds no shutdown hook.
        Runtime.getRuntime().halt(exitCode);
      }
      System.exit(exitCode);
    }
  }

  /**
   * What comes before {@link #run}: begins on a second thread what almost every command needs, and
   * looks at the terminal. The caches for a fast start hold what this loads, because their training
   * calls it too.
   *
   * @param env the environment
   * @param args as typed
   * @return what the output goes to
   */
  public static Terminal begin(Map<String, String> env, String... args) {
    Preparation.start(args);
    Terminal terminal = Terminal.of(env);
    avoidSearches(terminal);
    return terminal;
  }

  /** Otherwise SLF4J and Picocli search every library for something that is in none. */
  private static void avoidSearches(Terminal terminal) {
    System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("picocli.ansi", String.valueOf(terminal.colour()));
    System.setProperty("picocli.disable.closures", "true");
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 64 * 1024),
        false,
        StandardCharsets.UTF_8);
  }

  /**
   * Runs the command within this process.
   *
   * @param args as typed
   * @param env the environment
   * @param out for data
   * @param err for messages
   * @param terminal what the output goes to
   * @return the exit code, one of {@link dev.stackunderflow.app.cli.ExitCode}
   */
  public static int run(
      String[] args, Map<String, String> env, PrintStream out, PrintStream err, Terminal terminal) {
    return new Cli(env, out, err, terminal, Clock.systemUTC()).run(args);
  }
}
