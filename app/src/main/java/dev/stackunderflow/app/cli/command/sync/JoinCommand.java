package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.VaultJson;
import dev.stackunderflow.sync.api.JoinResult;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync join}. */
@Command(
    name = "join",
    description = "Join a vault with an invitation, as a device that cannot read it.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync join --from-env STACKUNDERFLOW_INVITE")
public final class JoinCommand implements Callable<Integer> {

  static final String VARIABLE = "STACKUNDERFLOW_INVITE";

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--from-env",
      paramLabel = "NAME",
      required = true,
      description = "The variable that holds the invitation.")
  private String variable = VARIABLE;

  public JoinCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    JoinResult result = context.sync().join(context.env().getOrDefault(variable, ""));
    if (json.isOn()) {
      context.print(VaultJson.of(result));
    } else {
      context.say(
          "Joined the vault in "
              + result.bucketUrl()
              + " as "
              + result.label()
              + ", write-only. The variable is no longer needed.");
      context.say("Next: stackunderflow ingest && stackunderflow sync push");
    }
    return ExitCode.DONE;
  }
}
