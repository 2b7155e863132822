package dev.stackunderflow.app.cli.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --branch}. */
public final class BranchOption {

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "Only what was done on this Git branch, where the agent notes it.")
  private @Nullable String branch;

  /** The branch's name; null for all. */
  public @Nullable String name() {
    return branch;
  }
}
