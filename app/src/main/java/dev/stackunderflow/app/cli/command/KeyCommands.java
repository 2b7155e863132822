package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.KeyOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.cli.terminal.RecoverySheet;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.sync.api.KeyCheck;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.RevealedKey;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync key} and what is below it. */
public final class KeyCommands {

  private KeyCommands() {}

  @Command(
      name = "key",
      description = "Look at the vault's key, try it, and back it up.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key backup --to /media/usb/vault-key.txt")
  public static final class Key extends CommandGroup {}

  @Command(
      name = "fingerprint",
      description = "Print the fingerprint of the vault's key. It is no secret.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key fingerprint")
  public static final class Fingerprint implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    public Fingerprint(Context context) {
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
  public static final class Check implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    public Check(Context context) {
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
                    + HumanFormat.count(check.devices(), "device")
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
  public static final class Show implements Callable<Integer> {

    private final Context context;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    public Show(Context context) {
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
        "The file says what it is for and how to use it. It is an age identity: age, and",
        "--key-file, take it as it is."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key backup --to /media/usb/vault-key.txt")
  public static final class Backup implements Callable<Integer> {

    private final Context context;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "A new file.")
    private Path file = Path.of("");

    public Backup(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException, IOException {
      RevealedKey key = context.sync().revealKey();
      if (Files.exists(file)) {
        throw new SyncException.Usage(
            file + " is there already; it was left as it is. Name a new file.");
      }
      Files.writeString(PrivateFiles.createFile(file), RecoverySheet.keyFile(key, context.clock()));
      context.sync().recordKeyBackup();
      context.say(
          "The key is in " + file + ". Keep it away from this machine and from the bucket.");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "sheet",
      description = {
        "Print a recovery sheet, after asking.",
        "On it are the vault's key in letters and as a QR code, and how to read the",
        "bucket with it, with and without this program."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key sheet --yes | lp")
  public static final class Sheet implements Callable<Integer> {

    private final Context context;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(
        names = "--png",
        paramLabel = "FILE",
        description = "Write the QR code to this new image file too.")
    private @Nullable Path png;

    public Sheet(Context context) {
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
        Files.write(PrivateFiles.createFile(png), RecoverySheet.png(key));
      }
      context.out().print(RecoverySheet.text(key, context.clock()));
      context.sync().recordKeyBackup();
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "rotate",
      description = {
        "Give the vault a new key.",
        "This machine's objects are sealed anew with it, and the old ones deleted then.",
        "Each other device is told at its next sync, and does the same once it has the",
        "new key. Interrupted, the same command goes on. It protects what is written",
        "from now on: who has the old key and a copy of the bucket can read that copy",
        "for ever. After a theft change the bucket's credentials too."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync key rotate --key-file ~/vault-key-2.txt")
  public static final class Rotate implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    @ArgGroup(multiplicity = "1", heading = "Where the new key is, or is to be put:%n")
    private KeyOption key = new KeyOption();

    public Rotate(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      RotateResult result;
      try (var progress = new ProgressBar(context, true)) {
        result = context.sync().rotateKey(key.source(), progress);
      }
      if (json.isOn()) {
        print(context, result);
      } else {
        say(result);
      }
      return ExitCode.DONE;
    }

    private static void print(Context context, RotateResult result) {
      var fields =
          JsonOut.fields()
              .with("rotated", result.isDone())
              .with("key_fingerprint", result.newFingerprint())
              .with("devices_to_move", result.toMove())
              .with("devices_to_invite", result.toInvite())
              .with("devices_unreadable", result.unreadable());
      if (result.secret() != null) {
        fields.with("secret_key", result.secret());
      }
      JsonOut.print(context, fields.map());
    }

    private void say(RotateResult result) {
      PushResult pushed = result.pushed();
      if (pushed == null) {
        context.say("This is a new key for your vault. NOTHING WAS CHANGED YET.");
        context.say("Keep it in your password manager, set it, and run the same command again.");
        context.say("");
        context.out().println(KeyOption.line(key.source(), String.valueOf(result.secret())));
        return;
      }
      context.say("The vault has a new key. Its fingerprint: " + result.newFingerprint());
      context.say("This device looks for it in " + result.keyPlace() + ".");
      context.say(
          "Sent under it: "
              + HumanFormat.count(pushed.segments(), "segment")
              + ", "
              + HumanFormat.bytes(pushed.bytes())
              + ".");
      pushed.notices().forEach(context::say);
      if (result.secret() != null) {
        context.say("");
        context.say("THIS IS THE NEW KEY. Keep it in your password manager now, not only here:");
        context.say("");
        context.out().println(result.secret());
        context.out().flush();
      }
      context.say("");
      for (String label : result.toMove()) {
        context.say(
            label
                + ": put the new key in the old one's place there, then: stackunderflow sync now");
      }
      for (String label : result.toInvite()) {
        context.say(
            label
                + " only adds, and goes on under the old key. Invite it anew, then revoke the old"
                + " one: stackunderflow sync invite, stackunderflow sync devices revoke");
      }
      for (String id : result.unreadable()) {
        context.say("Device " + id + " can't be read: stackunderflow sync verify says why.");
      }
      context.say("Back the new key up: stackunderflow sync key sheet");
    }
  }
}
