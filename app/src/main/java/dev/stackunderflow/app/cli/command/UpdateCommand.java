package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.UpdateJson;
import dev.stackunderflow.app.text.ProgramVersion;
import dev.stackunderflow.app.update.UpdateCheck;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code update --check}. */
@Command(
    name = "update",
    description = {
      "Say whether a newer release exists.",
      "Sends one request to the release page, and only when this is typed; nothing",
      "else of this program ever asks. It installs nothing: update the way you",
      "installed it."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow update --check")
public final class UpdateCommand implements Callable<Integer> {

  /** Names the release page of a mirror. */
  private static final String MIRROR = "STACKUNDERFLOW_RELEASES_URL";

  private final Context context;

  @Option(names = "--check", description = "Ask the release page.")
  private boolean check;

  @Mixin private final JsonOption json = new JsonOption();

  public UpdateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws UsageException {
    if (!check) {
      throw new UsageException(
          "This program does not update itself: update it the way you installed it. Whether there is"
              + " a newer release: stackunderflow update --check");
    }
    String releases = context.env().getOrDefault(MIRROR, UpdateCheck.RELEASES);
    UpdateCheck.Answer answer;
    try {
      answer = UpdateCheck.ask(releases, ProgramVersion.get());
    } catch (IOException e) {
      context.say(String.valueOf(e.getMessage()));
      return ExitCode.UNREACHABLE;
    }
    if (json.isOn()) {
      context.print(UpdateJson.of(answer));
    } else if (answer.isNewer()) {
      context
          .out()
          .println(
              "Version %s is there; this is %s. What is new, and the packages: %s"
                  .formatted(answer.latest(), answer.current(), answer.page()));
    } else {
      context
          .out()
          .println(
              "This is %s. The newest release is %s.".formatted(answer.current(), answer.latest()));
    }
    return ExitCode.DONE;
  }
}
