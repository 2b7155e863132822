package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.IngestJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.project.ProjectFolders;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingest}. */
@Command(
    name = "ingest",
    description = "Import the sessions of all coding agents on this machine.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow ingest && stackunderflow report")
public final class IngestCommand implements Callable<Integer> {

  /** So many damaged lines are named without {@code --verbose}. */
  private static final int FEW = 3;

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--verbose",
      description =
          "Name all damaged lines, not only three, and the files that look like logs and are not"
              + " read.")
  private boolean verbose;

  public IngestCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    IngestReport report = ingest(context);
    report.warnings().forEach(context::say);
    name(report);
    if (json.isOn()) {
      context.print(IngestJson.of(report));
    } else {
      context.tell(words(report));
    }
    return ExitCode.DONE;
  }

  /** Imports what is new, with a progress bar. */
  static IngestReport ingest(Context context) throws IOException, SQLException {
    try (Store store = context.openStore();
        var bar = context.progress(ProgressBar.Unit.ITEMS)) {
      IngestReport report =
          new Ingest(
                  store,
                  Agents.all(context.env()),
                  context.clock(),
                  Decisions.forgotten(context.home()))
              .run((done, files) -> bar.at("reading logs", done, files));
      if (report.eventsAdded() > 0) {
        ProjectFolders.note(context.home(), store, context.clock());
      }
      return report;
    }
  }

  /** A damaged line is only met once, so that a few are named without being asked for. */
  private void name(IngestReport report) {
    report.unreadLines().stream()
        .limit(verbose ? Long.MAX_VALUE : FEW)
        .forEach(
            line ->
                context.say(
                    line.file() + ", line " + line.number() + ": damaged, could not be read."));
    if (verbose) {
      report
          .unreadFiles()
          .forEach(
              file ->
                  context.say(file + ": looks like a log, is not one that this program reads."));
    }
  }

  /** What was imported, for people. */
  static String words(IngestReport report) {
    if (report.files() == 0) {
      return "No sessions of any coding agent found. 'agents' shows where this program looks; if your"
          + " agent keeps them elsewhere, set its variable, such as CLAUDE_CONFIG_DIR or CODEX_HOME.";
    }
    String skipped =
        report.linesSkipped() == 0
            ? ""
            : " " + CountFormat.of(report.linesSkipped(), "broken line") + " skipped.";
    skipped += unread(report.unreadFiles().size());
    if (report.eventsAdded() == 0) {
      return "Nothing new in " + CountFormat.of(report.files(), "log file") + "." + skipped;
    }
    return CountFormat.of(report.eventsAdded(), "event")
        + " imported from "
        + CountFormat.of(report.filesRead(), "log file")
        + "; "
        + CountFormat.of(report.sessions(), "session")
        + " in the store."
        + skipped
        + agents(report);
  }

  /** A line for each agent with something new, where there are several agents. */
  private static String agents(IngestReport report) {
    if (report.agents().size() < 2) {
      return "";
    }
    var lines = new StringBuilder();
    for (IngestReport.AgentPart part : report.agents()) {
      if (part.eventsAdded() == 0) {
        continue;
      }
      lines
          .append("\n  ")
          .append(part.title())
          .append(": ")
          .append(CountFormat.of(part.eventsAdded(), "event"))
          .append(" from ")
          .append(CountFormat.of(part.filesRead(), "file"));
    }
    return lines.toString();
  }

  private static String unread(int files) {
    return files == 0
        ? ""
        : " "
            + CountFormat.of(files, "file")
            + (files == 1 ? " looks like a log and is" : " look like logs and are")
            + " not read; 'ingest --verbose' names "
            + (files == 1 ? "it." : "them.");
  }
}
