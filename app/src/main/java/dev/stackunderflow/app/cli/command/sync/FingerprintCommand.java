package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Proquint;
import dev.stackunderflow.app.json.FingerprintJson;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync fingerprint}. */
@Command(
    name = "fingerprint",
    description = {
      "Print a short code for everything that this device sees.",
      "Two devices that see the same events print the same code. Sync both first. The",
      "code covers every event of every device, and what the view shows of them."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync fingerprint")
public final class FingerprintCommand implements Callable<Integer> {

  private static final int SHOWN_BYTES = 8;

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public FingerprintCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    byte[] state;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      state = catalog.fingerprint();
    }
    String words = Proquint.of(Arrays.copyOf(state, SHOWN_BYTES));
    if (json.isOn()) {
      context.print(FingerprintJson.of(words, state));
    } else {
      context.tell(words);
    }
    return ExitCode.DONE;
  }
}
