package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Proquint;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "fingerprint",
    description = {
      "Print a short code of all that this device sees.",
      "Two devices that see the same print the same. Sync on both first. It covers",
      "every event of every device, and what the view shows of them."
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
      JsonOut.print(
          context,
          JsonOut.fields()
              .with("fingerprint", words)
              .with("sha256", HexFormat.of().formatHex(state))
              .map());
    } else {
      context.out().println(words);
    }
    return ExitCode.DONE;
  }
}
