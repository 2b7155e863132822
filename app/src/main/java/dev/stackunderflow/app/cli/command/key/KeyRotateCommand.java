package dev.stackunderflow.app.cli.command.key;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.KeyOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.KeyJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync key rotate}. */
@Command(
    name = "rotate",
    description = {
      "Replace the vault's key with a new one.",
      "This device re-encrypts its objects with the new key and deletes the old ones.",
      "Each other device learns of it at its next sync and does the same once it has",
      "the new key. If interrupted, run the same command again to continue. The new",
      "key protects what is written from now on: anyone with the old key and a copy",
      "of the bucket can still read that copy. After a theft, also change the bucket's",
      "credentials."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync key rotate --key-file ~/vault-key-2.txt")
public final class KeyRotateCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @ArgGroup(multiplicity = "1", heading = "Where the new key is, or will be stored:%n")
  private KeyOption key = new KeyOption();

  public KeyRotateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    RotateResult result;
    try (var progress = context.progress(ProgressBar.Unit.BYTES)) {
      result = context.sync().rotateKey(key.source(), progress);
    }
    if (json.isOn()) {
      context.print(KeyJson.of(result));
    } else {
      say(result);
    }
    return ExitCode.DONE;
  }

  private void say(RotateResult result) {
    PushResult pushed = result.pushed();
    if (pushed == null) {
      context.say("This is a new key for your vault. NOTHING HAS CHANGED YET.");
      context.say("Save it in your password manager, set it, and run the same command again.");
      context.say("");
      context.out().println(KeyOption.line(key.source(), String.valueOf(result.secret())));
      return;
    }
    context.say("The vault has a new key. Its fingerprint: " + result.newFingerprint());
    context.say("This device reads it from " + result.keyPlace() + ".");
    context.say(
        "Uploaded with it: "
            + CountFormat.of(pushed.segments(), "segment")
            + ", "
            + SizeFormat.of(pushed.bytes())
            + ".");
    pushed.notices().forEach(context::say);
    if (result.secret() != null) {
      context.say("");
      context.say("THIS IS THE NEW KEY. Save it in your password manager now, not only here:");
      context.say("");
      context.out().println(result.secret());
      context.out().flush();
    }
    context.say("");
    sayWhatOthersNeed(result);
    context.say("Back up the new key: stackunderflow sync key sheet");
  }

  private void sayWhatOthersNeed(RotateResult result) {
    for (String label : result.toMove()) {
      context.say(
          label + ": replace the old key with the new one there, then: stackunderflow sync now");
    }
    for (String label : result.toInvite()) {
      context.say(
          label
              + " is write-only and still uses the old key. Invite it again, then revoke the old"
              + " device: stackunderflow sync invite, stackunderflow sync devices revoke");
    }
    for (String id : result.unreadable()) {
      context.say("Device " + id + " cannot be read. To see why: stackunderflow sync verify");
    }
  }
}
