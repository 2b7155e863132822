package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.sync.api.JoinResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync invite} and {@code sync join}. */
public final class InviteCommands {

  private static final String VARIABLE = "STACKUNDERFLOW_INVITE";

  private InviteCommands() {}

  @Command(
      name = "invite",
      description = {
        "Print one line that makes a container or a CI runner a device of the vault.",
        "It adds to the vault and can read nothing of it. The line holds a signing key:",
        "treat it as a password."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync invite --write-only --label ci")
  public static final class Invite implements Callable<Integer> {

    private final Context context;

    @Option(
        names = "--write-only",
        required = true,
        description = "What it may do. A device that reads joins with the key: sync init.")
    private boolean writeOnly;

    @Option(names = "--label", paramLabel = "L", required = true, description = "Its name.")
    private String label = "";

    public Invite(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      if (!writeOnly) {
        throw new SyncException.Usage(
            "A device that reads joins with the key: stackunderflow sync init");
      }
      String invitation = context.sync().invite(label);
      context.say("Paste this line there, with the bucket's credentials in its environment:");
      context
          .out()
          .println(
              "export "
                  + VARIABLE
                  + "="
                  + invitation
                  + " && stackunderflow sync join --from-env "
                  + VARIABLE);
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "join",
      description = "Join a vault with an invitation: add to it, and read nothing of it.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow sync join --from-env STACKUNDERFLOW_INVITE")
  public static final class Join implements Callable<Integer> {

    private final Context context;
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--from-env",
        paramLabel = "NAME",
        required = true,
        description = "The variable that holds the invitation.")
    private String variable = VARIABLE;

    public Join(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws SyncException {
      JoinResult result = context.sync().join(context.env().getOrDefault(variable, ""));
      if (json.isOn()) {
        JsonOut.print(
            context,
            JsonOut.fields()
                .with("device_id", result.deviceId())
                .with("label", result.label())
                .with("role", result.role())
                .with("bucket_url", result.bucketUrl())
                .with("key_fingerprint", result.keyFingerprint())
                .map());
      } else {
        context.say(
            "Joined the vault in "
                + result.bucketUrl()
                + " as "
                + result.label()
                + ", write-only. The variable is not needed any more.");
        context.say("Next: stackunderflow ingest && stackunderflow sync push");
      }
      return ExitCode.DONE;
    }
  }
}
