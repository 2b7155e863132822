package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.Home;
import dev.stackunderflow.sync.KeyCheck;
import dev.stackunderflow.sync.RevealedKey;
import dev.stackunderflow.sync.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync key} and what is below it. */
final class KeyCommands {

  private KeyCommands() {}

  @Command(
      name = "key",
      description = "Look at the vault's key, try it, and back it up.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key backup --to /media/usb/vault-key.txt")
  static final class Key extends CommandGroup {}

  @Command(
      name = "fingerprint",
      description = "Print the fingerprint of the vault's key. It is no secret.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key fingerprint")
  static final class Fingerprint implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    Fingerprint(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      String fingerprint = context.sync().keyFingerprint();
      if (json.isOn()) {
        JsonOut.print(context, JsonOut.fields().with("key_fingerprint", fingerprint).map());
      } else {
        context.out().println(fingerprint);
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "check",
      description = "Try the key on the bucket's real objects. Changes nothing.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key check")
  static final class Check implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    Check(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      KeyCheck check = context.sync().checkKey();
      if (json.isOn()) {
        JsonOut.print(
            context,
            JsonOut.fields()
                .with("key_fingerprint", check.keyFingerprint())
                .with("devices", check.devices())
                .with("opened", check.opened())
                .map());
      } else {
        context
            .out()
            .println(
                "The key opens this vault: "
                    + check.opened()
                    + " of "
                    + Human.count(check.devices(), "device")
                    + " can be read.");
      }
      if (check.opened() < check.devices()) {
        context.say("What is wrong with the others: stackunderflow sync pull");
        return ExitCode.TAMPERED;
      }
      return ExitCode.DONE;
    }
  }

  /** Asks before the secret is shown or written. */
  private static void confirm(Context context, boolean yes, String what) throws SyncException {
    if (!yes
        && !context.terminal().confirms(what + " Whoever sees it can read your vault. Go on?")) {
      throw new SyncException.Usage(
          "Nothing was shown. On a terminal type yes when asked; in a script say --yes.");
    }
  }

  @Command(
      name = "show",
      description = "Show the vault's key, after asking.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key show")
  static final class Show implements Callable<Integer> {

    private final Context context;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    Show(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      RevealedKey key = context.sync().revealKey();
      confirm(context, yes, "This shows the vault's key.");
      context.out().println(key.secret());
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "backup",
      description = {
        "Write the vault's key to a file that only you can read.",
        "The file says what it is for and how to use it. It is an age identity: age, and --key-file,",
        "take it as it is."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key backup --to /media/usb/vault-key.txt")
  static final class Backup implements Callable<Integer> {

    private final Context context;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "A new file.")
    private Path file = Path.of("");

    Backup(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException, IOException {
      RevealedKey key = context.sync().revealKey();
      if (Files.exists(file)) {
        throw new SyncException.Usage(
            file + " is there already; it was left as it is. Name a new file.");
      }
      Files.writeString(Home.privateFile(file), RecoverySheet.keyFile(key, context.clock()));
      context.sync().noteKeyBackup();
      context.say(
          "The key is in " + file + ". Keep it away from this machine and from the bucket.");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "sheet",
      description = {
        "Print a recovery sheet, after asking.",
        "On it are the vault's key in letters and as a QR code, and how to read the bucket with it, with",
        "and without this program."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key sheet --yes | lp")
  static final class Sheet implements Callable<Integer> {

    private final Context context;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(
        names = "--png",
        paramLabel = "FILE",
        description = "Write the QR code to this new image file too.")
    private @Nullable Path png;

    Sheet(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException, IOException {
      RevealedKey key = context.sync().revealKey();
      confirm(context, yes, "This prints the vault's key.");
      if (png != null) {
        if (Files.exists(png)) {
          throw new SyncException.Usage(
              png + " is there already; it was left as it is. Name a new file.");
        }
        Files.write(Home.privateFile(png), RecoverySheet.png(key));
      }
      context.out().print(RecoverySheet.text(key, context.clock()));
      context.sync().noteKeyBackup();
      return ExitCode.DONE;
    }
  }
}
