package dev.stackunderflow.app.cli.command.key;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.RecoverySheet;
import dev.stackunderflow.core.file.NewFile;
import dev.stackunderflow.sync.api.RevealedKey;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sync key backup}. */
@Command(
    name = "backup",
    description = {
      "Write the vault's key to a file that only you can read.",
      "The file says what it is for and how to use it. It is an age identity: the age",
      "command and --key-file accept it as it is."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync key backup --to /media/usb/vault-key.txt")
public final class KeyBackupCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--to", paramLabel = "FILE", required = true, description = "A new file.")
  private Path file = Path.of("");

  public KeyBackupCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException, SQLException {
    RevealedKey key = context.sync().revealKey();
    byte[] content = RecoverySheet.keyFile(key, context.clock()).getBytes(StandardCharsets.UTF_8);
    NewFile.write(
        file,
        part -> {
          Files.write(part, content);
          return content.length;
        });
    context.sync().recordKeyBackup();
    context.say("The key is in " + file + ". Keep it away from this machine and the bucket.");
    return ExitCode.DONE;
  }
}
