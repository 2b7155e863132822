package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.VerifyJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.VerifyResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync verify}. */
@Command(
    name = "verify",
    description = {
      "Check that the bucket holds everything your devices wrote.",
      "Changes nothing. Checks heads, certificates and signatures, and that every",
      "segment exists with the expected size."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync verify --deep")
public final class VerifyCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--deep",
      description = "Also fetch every segment, check its hash and decrypt it.")
  private boolean deep;

  public VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    VerifyResult result;
    try (var bar = context.progress(ProgressBar.Unit.BYTES)) {
      result = context.sync().verify(deep, bar);
    }
    if (json.isOn()) {
      context.print(VerifyJson.of(result));
    } else {
      context.tell(words(result));
    }
    result.problems().forEach(context::say);
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.TAMPERED;
  }

  private static String words(VerifyResult result) {
    String found =
        CountFormat.of(result.devices(), "device")
            + ", "
            + CountFormat.of(result.segments(), "segment")
            + ", "
            + SizeFormat.of(result.bytes())
            + ", "
            + CountFormat.of(result.events(), "event")
            + ". ";
    String orphans =
        result.orphans() == 0
            ? ""
            : " "
                + CountFormat.of(result.orphans(), "segment")
                + " left over from interrupted pushes: harmless, no head names them.";
    if (!result.problems().isEmpty()) {
      return found + CountFormat.of(result.problems().size(), "problem") + "." + orphans;
    }
    return found
        + (result.deep()
            ? "Everything can be decrypted and is as your devices wrote it."
            : "Everything is there. To decrypt and check every segment: --deep")
        + orphans;
  }
}
