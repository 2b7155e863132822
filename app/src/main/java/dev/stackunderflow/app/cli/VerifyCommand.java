package dev.stackunderflow.app.cli;

import dev.stackunderflow.sync.SyncException;
import dev.stackunderflow.sync.VerifyResult;
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
final class VerifyCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--deep", description = "Fetch every segment, check its hash, and open it.")
  private boolean deep;

  VerifyCommand(Context context) {
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
        Human.count(result.devices(), "device")
            + ", "
            + Human.count(result.segments(), "segment")
            + ", "
            + Human.bytes(result.bytes())
            + ", "
            + Human.count(result.events(), "event")
            + ". ";
    String orphans =
        result.orphans() == 0
            ? ""
            : " "
                + Human.count(result.orphans(), "segment")
                + " of pushes that broke off: harmless, named by no head.";
    if (!result.problems().isEmpty()) {
      return found + Human.count(result.problems().size(), "problem") + "." + orphans;
    }
    return found
        + (result.deep()
            ? "All of it opens and is as your devices wrote it."
            : "All of it is there. To open and check every segment: --deep")
        + orphans;
  }
}
