package dev.stackunderflow.app.cli.command.key;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.KeyJson;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync key fingerprint}. */
@Command(
    name = "fingerprint",
    description = "Print the fingerprint of the vault's key. It is not secret.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync key fingerprint")
public final class KeyFingerprintCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public KeyFingerprintCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    String fingerprint = context.sync().keyFingerprint();
    if (json.isOn()) {
      context.print(KeyJson.fingerprint(fingerprint));
    } else {
      context.out().println(fingerprint);
    }
    return ExitCode.DONE;
  }
}
