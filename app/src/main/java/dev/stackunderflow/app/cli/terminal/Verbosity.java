package dev.stackunderflow.app.cli.terminal;

import java.util.Arrays;
import java.util.List;

/**
 * How much a command says.
 *
 * @param quiet whether progress is left out
 * @param debug whether a failure is shown with its trace
 */
public record Verbosity(boolean quiet, boolean debug) {

  /** What every command says. */
  public static final Verbosity NORMAL = new Verbosity(false, false);

  /** Reads the options that every command has. */
  public static Verbosity of(String... args) {
    List<String> options = Arrays.stream(args).takeWhile(arg -> !arg.equals("--")).toList();
    return new Verbosity(options.contains("--quiet"), options.contains("--debug"));
  }
}
