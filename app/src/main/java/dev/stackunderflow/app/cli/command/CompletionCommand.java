package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
    name = "completion",
    description = {
      "Print a completion script for bash, zsh, fish or PowerShell.",
      "bash, zsh: add the line below to ~/.bashrc or ~/.zshrc. fish: save it as",
      "~/.config/fish/completions/stackunderflow.fish. PowerShell: add",
      "`stackunderflow completion powershell | Out-String | iex` to $PROFILE."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  eval \"$(stackunderflow completion bash)\"")
public final class CompletionCommand implements Callable<Integer> {

  private final Context context;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      defaultValue = "bash",
      description = "bash, zsh, fish or powershell (default: bash).")
  private String shell = "bash";

  public CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws UsageException {
    if (spec != null) {
      var scripts = new CompletionScripts(spec.root().commandLine());
      context
          .out()
          .print(
              switch (shell) {
                case "bash", "zsh" -> scripts.bash();
                case "fish" -> scripts.fish();
                case "powershell", "pwsh" -> scripts.powershell();
                default ->
                    throw new UsageException(
                        "There is no completion for "
                            + shell
                            + ", only for bash, zsh, fish and powershell.");
              });
    }
    return 0;
  }
}
