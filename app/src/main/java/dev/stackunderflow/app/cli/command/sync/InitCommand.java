package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.KeyOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.VaultJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.TakeoverPlan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync init}. */
@Command(
    name = "init",
    description = {
      "Set up sync: create a vault in your bucket, or join the one that is there.",
      "If there is no key yet, creates the vault's key and shows it once. Run again",
      "with another URL to move to a copy of the vault that you made there."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…",
      "  stackunderflow sync init --key-from-env STACKUNDERFLOW_KEY \\",
      "    --bucket 's3://my-bucket?endpoint=https://ACCOUNT.r2.cloudflarestorage.com'"
    })
public final class InitCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bucket",
      paramLabel = "URL",
      required = true,
      description = "s3://BUCKET[/PREFIX][?endpoint=…&region=…] or file:///FOLDER")
  private String bucket = "";

  @ArgGroup(
      multiplicity = "0..1",
      heading = "Where the key is, or will be stored (default: where this device has it):%n")
  private @Nullable KeyOption key;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "This device's name (default: the host's).")
  private @Nullable String label;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "Use the bucket credentials of this AWS profile.")
  private @Nullable String profile;

  @Option(names = "--allow-http", description = "Allow plain http to another machine.")
  private boolean allowHttp;

  @Option(
      names = "--replace-key",
      description =
          "Abandon a vault whose key is lost and create a new one. Destructive: asks first.")
  private boolean replaceKey;

  @Option(
      names = "--abandon",
      paramLabel = "FINGERPRINT",
      description = "With --replace-key in a script: the fingerprint of the lost key.")
  private @Nullable String abandon;

  public InitCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    String keySource = keySource();
    InitResult result =
        context.sync().init(replaceKey ? optionsOfTakeover(keySource) : options(keySource, null));
    if (json.isOn()) {
      context.print(VaultJson.of(result));
    } else {
      print(result, keySource);
    }
    return ExitCode.DONE;
  }

  private String keySource() throws SyncException, UsageException {
    if (key != null) {
      return key.source();
    }
    return context
        .sync()
        .status()
        .map(Status::keySource)
        .orElseThrow(
            () ->
                new UsageException(
                    "Where is the vault's key, or where should it be stored? Add --key-from-env NAME,"
                        + " --key-file PATH or --key-from-keychain. Nothing was changed."));
  }

  private InitOptions options(String keySource, @Nullable String abandoned) {
    return new InitOptions(bucket, keySource, label, profile, allowHttp, abandoned);
  }

  /** Says what becomes unreadable, and asks for the fingerprint of the lost key. */
  private InitOptions optionsOfTakeover(String keySource) throws SyncException, UsageException {
    TakeoverPlan plan = context.sync().planTakeover(options(keySource, null));
    context.say("THIS IS DESTRUCTIVE. Without the key with the fingerprint");
    context.say("  " + plan.keyFingerprint());
    context.say("nobody can ever read again what the vault holds:");
    context.say(
        "  "
            + CountFormat.of(plan.devices(), "device")
            + ", "
            + CountFormat.of(plan.segments(), "segment")
            + ", "
            + SizeFormat.of(plan.bytes())
            + (plan.created().isEmpty() ? "" : ", since " + TimeFormat.local(plan.created())));
    if (plan.knownEvents() > 0) {
      context.say(
          "What this machine pulled stays here: "
              + CountFormat.of(plan.knownEvents(), "event")
              + " of other devices.");
    }
    context.say("The old objects stay in the bucket, in v1/abandoned/ and v1/segments/.");
    String typed = abandon;
    if (typed == null) {
      typed = context.terminal().asks("Type the fingerprint of the lost key: ");
    }
    if (typed == null) {
      throw new UsageException(
          "Nothing was changed. To confirm, type the fingerprint when asked; in a script, pass it"
              + " with --abandon.");
    }
    return options(keySource, typed);
  }

  private void print(InitResult result, String keySource) {
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
      printSecret(result, keySource);
    }
    context.say("");
    context.say("Next: stackunderflow ingest && stackunderflow sync now");
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
        "Save it in your password manager now. Anyone who has it can read everything in the");
    context.say(
        "bucket; without it nobody can, not even you. Your other machines need it to join.");
    if (!result.isKeyKept()) {
      context.say("This device looks for it in " + result.keyPlace() + ": put it there.");
    }
    context.say("");
    context.out().println(KeyOption.line(keySource, String.valueOf(result.secretKey())));
    context.out().flush();
  }
}
