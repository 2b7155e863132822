package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.KeyOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.json.JsonOut;
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

@Command(
    name = "init",
    description = {
      "Set up sync: make a vault in a bucket of yours, or join the one that is there.",
      "The vault's key is made where there is none, and shown once.",
      "Again with another URL: goes on in a copy of the vault that you made there."
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
      heading = "Where the key is, or is to be put (default: where this machine has it):%n")
  private @Nullable KeyOption key;

  @Option(names = "--label", paramLabel = "L", description = "This device's name (default: host).")
  private @Nullable String label;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "Take the bucket's credentials from this AWS profile.")
  private @Nullable String profile;

  @Option(names = "--allow-http", description = "Let plain http go to another machine.")
  private boolean allowHttp;

  @Option(
      names = "--replace-key",
      description =
          "Give up a vault whose key is lost, and make a new one. Destructive: asks first.")
  private boolean replaceKey;

  @Option(
      names = "--abandon",
      paramLabel = "FINGERPRINT",
      description = "With --replace-key in a script: the fingerprint of the key to give up.")
  private @Nullable String abandon;

  public InitCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    String keySource = keySource();
    InitResult result =
        context.sync().init(replaceKey ? optionsOfTakeover(keySource) : options(keySource, null));
    if (json.isOn()) {
      var fields =
          JsonOut.fields()
              .with("device_id", result.deviceId())
              .with("label", result.label())
              .with("bucket_url", result.bucketUrl())
              .with("key_fingerprint", result.keyFingerprint())
              .with("created_vault", result.createdVault())
              .with("created_key", result.createdKey())
              .with("conditional_writes", result.conditionalWrites());
      if (result.movedFrom() != null) {
        fields.with("moved_from", result.movedFrom());
      }
      if (result.createdKey()) {
        fields.with("secret_key", result.secretKey());
      }
      JsonOut.print(context, fields.map());
    } else {
      print(result, keySource);
    }
    return ExitCode.DONE;
  }

  private String keySource() throws SyncException {
    if (key != null) {
      return key.source();
    }
    return context
        .sync()
        .status()
        .map(Status::keySource)
        .orElseThrow(
            () ->
                new SyncException.Usage(
                    "Say where the vault's key is, or is to be put: --key-from-env NAME,"
                        + " --key-file PATH or --key-from-keychain. Nothing was changed."));
  }

  private InitOptions options(String keySource, @Nullable String abandoned) {
    return new InitOptions(bucket, keySource, label, profile, allowHttp, abandoned);
  }

  /** Says what is given up, and has the fingerprint of its key typed. */
  private InitOptions optionsOfTakeover(String keySource) throws SyncException {
    TakeoverPlan plan = context.sync().planTakeover(options(keySource, null));
    context.say("THIS IS DESTRUCTIVE. Without the key with the fingerprint");
    context.say("  " + plan.keyFingerprint());
    context.say("nobody can read again what the vault holds:");
    context.say(
        "  "
            + HumanFormat.count(plan.devices(), "device")
            + ", "
            + HumanFormat.count(plan.segments(), "segment")
            + ", "
            + HumanFormat.bytes(plan.bytes())
            + (plan.created().isEmpty() ? "" : ", since " + HumanFormat.time(plan.created())));
    if (plan.knownEvents() > 0) {
      context.say(
          "What this machine pulled stays here: "
              + HumanFormat.count(plan.knownEvents(), "event")
              + " of other devices.");
    }
    context.say("The old objects stay in the bucket, under v1/abandoned/ and v1/segments/.");
    String typed = abandon;
    if (typed == null) {
      typed = context.terminal().asks("Type the fingerprint of the key to give up: ");
    }
    if (typed == null) {
      throw new SyncException.Usage(
          "Nothing was changed. On a terminal type the fingerprint when asked; in a script give it"
              + " with --abandon.");
    }
    return options(keySource, typed);
  }

  private void print(InitResult result, String keySource) {
    String did =
        result.createdVault()
            ? "Made a vault in "
            : result.movedFrom() == null ? "Joined the vault in " : "Moved to the vault's copy in ";
    context.say(did + result.bucketUrl() + " as " + result.label() + ".");
    if (result.movedFrom() != null) {
      context.say("Nothing was changed in " + result.movedFrom() + ".");
      context.say("Run the same command on your other machines before they sync again.");
    }
    context.say("The key's fingerprint: " + result.keyFingerprint());
    if (!result.conditionalWrites()) {
      context.say(
          "This provider keeps no conditional writes: heads are read back after each push instead.");
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
            ? "THIS IS THE VAULT'S KEY. IT IS SHOWN ONCE. This machine has it in "
                + result.keyPlace()
                + "."
            : "THIS IS THE VAULT'S KEY. IT IS SHOWN ONCE AND STORED NOWHERE.");
    context.say("Keep it in your password manager now. Whoever has it can read everything in the");
    context.say(
        "bucket; without it nobody can, not even you. Your other machines need it to join.");
    if (!result.isKeyKept()) {
      context.say("This machine looks for it in " + result.keyPlace() + ": put it there.");
    }
    context.say("");
    context.out().println(KeyOption.line(keySource, String.valueOf(result.secretKey())));
    context.out().flush();
  }
}
