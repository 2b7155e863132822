package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.terminal.Context;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  source <(stackunderflow completion)")
public final class CompletionCommand implements Runnable {

  private final Context context;
  @Spec private @Nullable CommandSpec spec;

  public CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    if (spec != null) {
      context.out().print(AutoComplete.bash("stackunderflow", spec.root().commandLine()));
    }
  }
}
