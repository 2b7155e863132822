package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.CarryJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.carry.CarryPlan.Mapping;
import dev.stackunderflow.core.carry.SeveralFoldersException;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.file.ShellText;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sessions carry}. */
@Command(
    name = "carry",
    description = {
      "Copy a session of another machine into the agent's log here, to continue it.",
      "Each line is copied byte for byte, except for the field that names the working",
      "directory. A log that exists already is only appended to. Prints the command",
      "that resumes the session."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sessions carry ba79134d --to ~/src/app")
public final class CarryCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "SESSION", description = "The session's id, or the beginning of it.")
  private String session = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "The project's folder on this machine (default: the one of the same Git remote, else the"
              + " same path below the home folder).")
  private @Nullable Path to;

  @Option(names = "--dry-run", description = "Only print what would be written.")
  private boolean dryRun;

  public CarryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    CarryPlan plan;
    try (Store store = context.openStore();
        UnionView view = UnionView.open(context.home(), store);
        Carrier carrier = new Carrier(view, context.env(), ZoneId.systemDefault())) {
      plan = plan(carrier, SessionResolver.one(new SessionFiles(view).find(session), session));
      if (!dryRun) {
        carrier.write(plan);
      }
    }
    if (json.isOn()) {
      context.print(CarryJson.of(plan, dryRun, resume(plan)));
      return ExitCode.DONE;
    }
    words(plan);
    plan.notes().forEach(note -> context.say(TerminalText.safe(note)));
    context.out().println(resume(plan));
    return ExitCode.DONE;
  }

  /** Asks which folder is meant, where there are several and somebody to ask. */
  private CarryPlan plan(Carrier carrier, SessionName name) throws SQLException, IOException {
    try {
      return carrier.plan(name, to);
    } catch (SeveralFoldersException e) {
      Path chosen = json.isOn() ? null : chosen(e.folders());
      if (chosen == null) {
        throw e;
      }
      return carrier.plan(name, chosen);
    }
  }

  private @Nullable Path chosen(List<Path> folders) {
    if (!context.terminal().interactive()) {
      return null;
    }
    context.say("Several folders on this machine are of the session's project:");
    for (int i = 0; i < folders.size(); i++) {
      context.say(TerminalText.safe("  " + (i + 1) + "  " + folders.get(i)));
    }
    String answer = context.terminal().asks("Which one? 1 to " + folders.size() + ": ");
    try {
      int number = answer == null ? 0 : Integer.parseInt(answer.strip());
      return number < 1 || number > folders.size() ? null : folders.get(number - 1);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void words(CarryPlan plan) {
    if (plan.missing() == 0) {
      context.say("This machine has the whole session already.");
    }
    for (LogFile file : plan.files()) {
      if (!file.missing().isEmpty()) {
        String what = dryRun ? "Would write " : "Wrote ";
        String behind =
            file.present() == 0
                ? ""
                : ", after the " + CountFormat.of(file.present()) + " that it has";
        context.say(
            TerminalText.safe(
                what
                    + CountFormat.of(file.missing().size(), "line")
                    + " of "
                    + String.join(", ", plan.devices())
                    + " to "
                    + file.path()
                    + behind
                    + (file.session().equals(plan.session())
                        ? "."
                        : ": session "
                            + file.session().sessionId()
                            + ", whose log has earlier lines of this one.")));
      }
    }
    for (Map.Entry<Mapping, Long> mapped : plan.mapped().entrySet()) {
      context.say(
          TerminalText.safe(
              "In "
                  + CountFormat.of(mapped.getValue(), "line")
                  + " the working directory "
                  + mapped.getKey().from()
                  + " became "
                  + mapped.getKey().to()
                  + "."));
    }
    for (String device : plan.rewritten()) {
      context.say(
          TerminalText.safe(
              "The lines of "
                  + device
                  + " are not the agent's own bytes, because another program wrote the store there."
                  + " Their content is the same; some lines may be missing."));
    }
  }

  private static String resume(CarryPlan plan) {
    return "cd " + ShellText.quoted(plan.folder().toString()) + " && " + plan.resume();
  }
}
