package dev.stackunderflow.app.cli.command.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.VaultJson;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.api.JoinResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync join}. */
@Command(
    name = "join",
    description = {
      "Join a vault with an invitation, as a device that cannot read it.",
      "Without an option the invitation is read from the first line of the input."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync join --from-file invitation.txt")
public final class JoinCommand implements Callable<Integer> {

  static final String VARIABLE = "STACKUNDERFLOW_INVITE";

  private static final int MAX_CHARS = 16_384;

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--from-env",
      paramLabel = "NAME",
      description = "The variable that holds the invitation.")
  private @Nullable String variable;

  @Option(
      names = "--from-file",
      paramLabel = "F",
      description = "The file that holds the invitation; - for the input.")
  private @Nullable String file;

  public JoinCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, UsageException {
    JoinResult result = context.sync().join(invitation());
    if (json.isOn()) {
      context.print(VaultJson.of(result));
    } else {
      context.say(
          "Joined the vault in "
              + result.bucketUrl()
              + " as "
              + result.label()
              + ", write-only. The invitation is used up: delete it.");
      context.say("Next: stackunderflow ingest && stackunderflow sync push");
    }
    return ExitCode.DONE;
  }

  private String invitation() throws UsageException {
    if (variable != null && file != null) {
      throw new UsageException("Use --from-env or --from-file, not both. Nothing was changed.");
    }
    if (variable != null) {
      return context.env().getOrDefault(variable, "");
    }
    String from = file == null ? "-" : file;
    boolean isInput = from.equals("-");
    if (isInput) {
      context.say("Paste the invitation, and press Enter:");
    }
    try (InputStream in =
        isInput ? System.in : Files.newInputStream(Home.path(from, context.env()))) {
      String line = new BufferedReader(new InputStreamReader(in, UTF_8), MAX_CHARS).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UsageException(
          "The invitation cannot be read from "
              + (isInput ? "the input" : from)
              + ". Nothing was changed.");
    }
  }
}
