package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.KeyOption;
import dev.stackunderflow.app.cli.setup.SetupWizard;
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
import java.io.IOException;
import java.util.Optional;
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
      "On a terminal it asks for what the options do not say, and tests each answer.",
      "If there is no key yet, creates the vault's key and shows it once. Run again",
      "with another URL to move to a copy of the vault that you made there."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow sync init",
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
      description =
          "Where the vault is, or will be: s3://BUCKET[/PREFIX][?endpoint=…&region=…], or"
              + " file:///FOLDER.")
  private @Nullable String bucket;

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
  public Integer call() throws SyncException, UsageException, IOException {
    InitOptions options = options();
    InitResult result = context.sync().init(options);
    if (json.isOn()) {
      context.print(VaultJson.of(result));
    } else {
      new InitText(context).print(result, options);
    }
    return ExitCode.DONE;
  }

  /** What the options say, and the answers to what they do not say. */
  private InitOptions options() throws SyncException, UsageException, IOException {
    Optional<String> known = context.sync().status().map(Status::keySource);
    String keySource = key != null ? key.source() : known.orElse(null);
    if (bucket != null && keySource != null) {
      return replaceKey ? optionsOfTakeover(bucket, keySource) : options(bucket, keySource, null);
    }
    if (known.isPresent()) {
      throw new UsageException(
          "Sync is set up on this machine already: see 'stackunderflow sync status'. Nothing was"
              + " changed. To move to another bucket, or to change where the key or the"
              + " credentials are, add --bucket URL.");
    }
    if (!context.terminal().interactive() || json.isOn() || replaceKey) {
      throw new UsageException(
          (bucket == null
                  ? "Where is the vault, or where should it be? Add --bucket URL."
                  : "Where is the vault's key, or where should it be stored? Add"
                      + " --key-from-env NAME, --key-file PATH or --key-from-keychain.")
              + " Nothing was changed. On a terminal, 'sync init' asks; in a script it needs"
              + " --bucket, one of --key-from-env, --key-file and --key-from-keychain, and for S3"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or --profile.");
    }
    return new SetupWizard(context)
        .ask(new SetupWizard.Given(bucket, keySource, label, profile, allowHttp));
  }

  private InitOptions options(String url, String keySource, @Nullable String abandoned) {
    return new InitOptions(url, keySource, label, profile, allowHttp, abandoned);
  }

  /** Says what becomes unreadable, and asks for the fingerprint of the lost key. */
  private InitOptions optionsOfTakeover(String url, String keySource)
      throws SyncException, UsageException {
    TakeoverPlan plan = context.sync().planTakeover(options(url, keySource, null));
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
    return options(url, keySource, typed);
  }
}
