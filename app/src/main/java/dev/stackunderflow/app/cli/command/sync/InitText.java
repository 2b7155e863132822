package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.option.KeyOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.file.ShellText;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;

/** What {@code sync init} says when it is done. */
final class InitText {

  private final Context context;

  InitText(Context context) {
    this.context = context;
  }

  /** Prints it; a new key goes to standard output, everything else to standard error. */
  void print(InitResult result, InitOptions options) {
    String did =
        result.createdVault()
            ? "Created a vault in "
            : result.movedFrom() == null
                ? "Joined the vault in "
                : "Moved to the copy of the vault in ";
    context.say(did + result.bucketUrl() + " as " + result.label() + ".");
    if (result.movedFrom() != null) {
      context.say("Nothing was changed in " + result.movedFrom() + ".");
      context.say("Run the same command on your other machines before they sync again.");
    }
    context.say("The key's fingerprint: " + result.keyFingerprint());
    if (!result.conditionalWrites()) {
      context.say(
          "This provider has no conditional writes: heads are read back after each push instead.");
    }
    if (result.createdKey()) {
      printSecret(result, options.keySource());
    }
    context.say("");
    if (result.movedFrom() == null) {
      context.say(
          "On your next machine, install stackunderflow, paste this line, and have the key ready;"
              + " it asks for what that machine needs:");
      context.say("  " + nextMachine(result, options));
      context.say("");
    }
    context.say("Next: stackunderflow ingest && stackunderflow sync now");
  }

  /** The command that joins; it holds no secret. */
  private static String nextMachine(InitResult result, InitOptions options) {
    return "stackunderflow sync init --bucket "
        + ShellText.inQuotes(result.bucketUrl())
        + (options.allowHttp() ? " --allow-http" : "");
  }

  private void printSecret(InitResult result, String keySource) {
    context.say("");
    context.say(
        result.isKeyKept()
            ? "THIS IS THE VAULT'S KEY. IT IS SHOWN ONCE. This device stored it in "
                + result.keyPlace()
                + "."
            : "THIS IS THE VAULT'S KEY. IT IS SHOWN ONCE AND STORED NOWHERE.");
    context.say(
        "Save it in your password manager now. Anyone who has it can read everything in the bucket;"
            + " without it nobody can, not even you. Your other machines need it to join.");
    if (!result.isKeyKept()) {
      context.say("This device looks for it in " + result.keyPlace() + ": put it there.");
    }
    context.say("");
    context.out().println(KeyOption.line(keySource, String.valueOf(result.secretKey())));
    context.out().flush();
  }
}
