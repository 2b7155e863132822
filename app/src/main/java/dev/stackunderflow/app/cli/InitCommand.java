package dev.stackunderflow.app.cli;

import dev.stackunderflow.sync.InitOptions;
import dev.stackunderflow.sync.InitResult;
import dev.stackunderflow.sync.SyncException;
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
      "The vault's key is made where there is none, and shown once."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…",
      "  stackunderflow sync init --key-from-env STACKUNDERFLOW_KEY \\",
      "    --bucket 's3://my-bucket?endpoint=https://ACCOUNT.r2.cloudflarestorage.com'"
    })
final class InitCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bucket",
      paramLabel = "URL",
      required = true,
      description = "s3://BUCKET[/PREFIX][?endpoint=…&region=…] or file:///FOLDER")
  private String bucket = "";

  @ArgGroup(multiplicity = "1")
  private KeySource key = new KeySource();

  /** Where the key is. */
  static final class KeySource {
    @Option(
        names = "--key-from-env",
        paramLabel = "NAME",
        description = "The variable that holds the vault's key, or will hold it.")
    private @Nullable String variable;

    @Option(
        names = "--key-file",
        paramLabel = "PATH",
        description = "The file that holds the vault's key: an age identity, readable by you only.")
    private @Nullable String file;
  }

  @Option(names = "--label", paramLabel = "L", description = "This device's name (default: host).")
  private @Nullable String label;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "Take the bucket's credentials from this AWS profile.")
  private @Nullable String profile;

  @Option(names = "--allow-http", description = "Let plain http go to another machine.")
  private boolean allowHttp;

  InitCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    InitResult result =
        context.sync().init(new InitOptions(bucket, keySource(), label, profile, allowHttp));
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
      if (result.createdKey()) {
        fields.with("secret_key", result.secretKey());
      }
      JsonOut.print(context, fields.map());
    } else {
      print(result);
    }
    return ExitCode.DONE;
  }

  private String keySource() {
    return key.variable != null ? "env:" + key.variable : "file:" + path(key.file);
  }

  private static String path(@Nullable String file) {
    return java.nio.file.Path.of(file == null ? "" : file).toAbsolutePath().normalize().toString();
  }

  private void print(InitResult result) {
    context.say(
        (result.createdVault() ? "Made a vault in " : "Joined the vault in ")
            + result.bucketUrl()
            + " as "
            + result.label()
            + ".");
    context.say("The key's fingerprint: " + result.keyFingerprint());
    if (!result.conditionalWrites()) {
      context.say(
          "This provider keeps no conditional writes: heads are read back after each push instead.");
    }
    if (result.createdKey()) {
      printSecret(result);
    }
    context.say("");
    context.say("Next: stackunderflow ingest && stackunderflow sync now");
  }

  private void printSecret(InitResult result) {
    context.say("");
    context.say("THIS IS THE VAULT'S KEY. IT IS SHOWN ONCE AND STORED NOWHERE.");
    context.say("Keep it in your password manager now. Whoever has it can read everything in the");
    context.say(
        "bucket; without it nobody can, not even you. Your other machines need it to join.");
    context.say("");
    context.out().println(secretLine(String.valueOf(result.secretKey())));
    context.out().flush();
  }

  private String secretLine(String secret) {
    return key.variable != null ? "export " + key.variable + "=" + secret : secret;
  }
}
