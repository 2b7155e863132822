package dev.stackunderflow.app.cli.command.key;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.ConfirmationOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.sync.api.RevealedKey;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync key show}. */
@Command(
    name = "show",
    description = "Show the vault's key. Asks first.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync key show")
public final class KeyShowCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final ConfirmationOption confirmation = new ConfirmationOption();

  public KeyShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    RevealedKey key = context.sync().revealKey();
    confirmation
        .on(context)
        .require(
            "This shows the vault's key. Anyone who sees it can read your vault. Continue?",
            "Nothing was shown.");
    context.out().println(key.secret());
    return ExitCode.DONE;
  }
}
