package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sync invite}. */
@Command(
    name = "invite",
    description = {
      "Print an invitation that adds a container or a CI runner to the vault.",
      "The new device can add to the vault and cannot read it. The invitation",
      "contains a signing key: treat it as a password, and put it into no command",
      "line. sync join reads it from its input, a file or a variable."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync invite --write-only --label ci")
public final class InviteCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--write-only",
      required = true,
      description = "The new device's role. A device that reads joins with the key: sync init.")
  private boolean writeOnly;

  @Option(
      names = "--label",
      paramLabel = "L",
      required = true,
      description = "The new device's name.")
  private String label = "";

  public InviteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    if (!writeOnly) {
      throw new UsageException("A device that reads joins with the key: stackunderflow sync init");
    }
    String invitation = context.sync().invite(label);
    context.say(
        "The invitation, one line. It contains a secret: do not put it into a command line.");
    context.out().println(invitation);
    context.say(
        "There, with the bucket's credentials in the environment, run this and paste the line:\n"
            + "  stackunderflow sync join\n"
            + "In a CI job, keep the line as a secret and pass it in a variable:\n"
            + "  stackunderflow sync join --from-env "
            + JoinCommand.VARIABLE);
    return ExitCode.DONE;
  }
}
