package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.VerifyResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = {
      "Look whether the bucket holds what your devices say they wrote.",
      "Changes nothing. Checks heads, certificates and signatures, and that every",
      "segment is there in its size."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync verify --deep")
public final class VerifyCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--deep", description = "Fetch every segment, check its hash, and open it.")
  private boolean deep;

  public VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    VerifyResult result;
    try (var bar = new ProgressBar(context, true)) {
      result = context.sync().verify(deep, bar);
    }
    if (json.isOn()) {
      JsonOut.print(
          context,
          JsonOut.fields()
              .with("devices", result.devices())
              .with("segments", result.segments())
              .with("bytes", result.bytes())
              .with("events", result.events())
              .with("orphans", result.orphans())
              .with("deep", result.deep())
              .with("problems", result.problems())
              .map());
    } else {
      context.out().println(words(result));
    }
    result.problems().forEach(context::say);
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.TAMPERED;
  }

  private static String words(VerifyResult result) {
    String found =
        HumanFormat.count(result.devices(), "device")
            + ", "
            + HumanFormat.count(result.segments(), "segment")
            + ", "
            + HumanFormat.bytes(result.bytes())
            + ", "
            + HumanFormat.count(result.events(), "event")
            + ". ";
    String orphans =
        result.orphans() == 0
            ? ""
            : " "
                + HumanFormat.count(result.orphans(), "segment")
                + " of pushes that broke off: harmless, named by no head.";
    if (!result.problems().isEmpty()) {
      return found + HumanFormat.count(result.problems().size(), "problem") + "." + orphans;
    }
    return found
        + (result.deep()
            ? "All of it opens and is as your devices wrote it."
            : "All of it is there. To open and check every segment: --deep")
        + orphans;
  }
}
