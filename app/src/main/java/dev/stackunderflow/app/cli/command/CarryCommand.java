package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.carry.CarryPlan.Mapping;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "carry",
    description = {
      "Write another machine's session here as the agent's own log, to go on with it.",
      "Every line stays byte for byte, but for the field that names the working",
      "directory. What is here already is only added to. Prints the command that",
      "resumes the session."
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
          "The project's folder on this machine (default: the same place in the home folder).")
  private @Nullable Path to;

  @Option(names = "--dry-run", description = "Only say what would be written.")
  private boolean dryRun;

  public CarryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    CarryPlan plan;
    try (Store store = context.openStore();
        UnionView view = UnionView.open(context.home(), store);
        Carrier carrier = new Carrier(view, context.env(), ZoneId.systemDefault())) {
      plan = carrier.plan(SessionResolver.one(new SessionFiles(view).find(session), session), to);
      if (!dryRun) {
        carrier.write(plan);
      }
    }
    if (json.isOn()) {
      JsonOut.print(context, json(plan));
      return ExitCode.DONE;
    }
    words(plan);
    context.out().println(resume(plan));
    return ExitCode.DONE;
  }

  private void words(CarryPlan plan) {
    if (plan.missing() == 0) {
      context.say("All of it is here already.");
    }
    for (LogFile file : plan.files()) {
      if (!file.missing().isEmpty()) {
        String what = dryRun ? "Would write " : "Wrote ";
        String behind =
            file.present() == 0
                ? ""
                : ", behind the " + HumanFormat.count(file.present()) + " there";
        context.say(
            HumanFormat.plain(
                what
                    + HumanFormat.count(file.missing().size(), "line")
                    + " of "
                    + String.join(", ", plan.devices())
                    + " to "
                    + file.path()
                    + behind
                    + "."));
      }
    }
    for (Map.Entry<Mapping, Long> mapped : plan.mapped().entrySet()) {
      context.say(
          HumanFormat.plain(
              "In "
                  + HumanFormat.count(mapped.getValue(), "line")
                  + " the working directory "
                  + mapped.getKey().from()
                  + " became "
                  + mapped.getKey().to()
                  + "."));
    }
    for (String device : plan.rewritten()) {
      context.say(
          HumanFormat.plain(
              "The lines of "
                  + device
                  + " are not the agent's own bytes: another program wrote the store there. They say"
                  + " the same; some may be missing."));
    }
  }

  private static String resume(CarryPlan plan) {
    return "cd " + quoted(plan.folder().toString()) + " && " + plan.resume();
  }

  /** For a shell: as it is where that is safe, else in single quotes. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private Object json(CarryPlan plan) {
    return JsonOut.fields()
        .with("provider", plan.session().provider())
        .with("session_id", plan.session().sessionId())
        .with("dry_run", dryRun)
        .with("folder", plan.folder().toString())
        .with("devices", plan.devices())
        .with("lines_written", plan.missing())
        .with("lines_present", plan.present())
        .with(
            "files",
            plan.files().stream()
                .map(
                    file ->
                        JsonOut.fields()
                            .with("file", file.path().toString())
                            .with("lines_written", file.missing().size())
                            .with("lines_present", file.present())
                            .map())
                .toList())
        .with(
            "mapped",
            plan.mapped().entrySet().stream()
                .map(
                    mapped ->
                        JsonOut.fields()
                            .with("from", mapped.getKey().from())
                            .with("to", mapped.getKey().to())
                            .with("lines", mapped.getValue())
                            .map())
                .toList())
        .with("not_original", plan.rewritten())
        .with("resume", resume(plan))
        .map();
  }
}
