package dev.stackunderflow.app.cli.command.key;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.ConfirmationOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.RecoverySheet;
import dev.stackunderflow.core.file.NewFile;
import dev.stackunderflow.sync.api.RevealedKey;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync key sheet}. */
@Command(
    name = "sheet",
    description = {
      "Print a recovery sheet. Asks first.",
      "The sheet has the vault's key as text and as a QR code, and explains how to",
      "read the bucket with it, with and without this program."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync key sheet --yes | lp")
public final class KeySheetCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final ConfirmationOption confirmation = new ConfirmationOption();

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Also write the QR code to this new image file.")
  private @Nullable Path png;

  public KeySheetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException, SQLException, UsageException {
    RevealedKey key = context.sync().revealKey();
    confirmation
        .on(context)
        .require(
            "This prints the vault's key. Anyone who sees it can read your vault. Continue?",
            "Nothing was shown.");
    if (png != null) {
      byte[] image = RecoverySheet.png(key);
      NewFile.write(
          png,
          part -> {
            Files.write(part, image);
            return image.length;
          });
    }
    context.out().print(RecoverySheet.text(key, context.clock()));
    context.sync().recordKeyBackup();
    return ExitCode.DONE;
  }
}
