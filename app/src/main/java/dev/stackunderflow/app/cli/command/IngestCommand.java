package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.json.IngestJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.project.GitWorktreeLinker;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingest}. */
@Command(
    name = "ingest",
    description = "Import the session logs of Claude Code and Codex on this machine.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow ingest && stackunderflow report")
public final class IngestCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--verbose",
      description = "Name the damaged lines and the files that look like logs and are not read.")
  private boolean verbose;

  public IngestCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    IngestReport report = ingest();
    report.warnings().forEach(context::say);
    if (verbose) {
      name(report);
    }
    if (json.isOn()) {
      context.print(IngestJson.of(report));
    } else {
      context.out().println(words(report));
    }
    return ExitCode.DONE;
  }

  private IngestReport ingest() throws IOException, SQLException {
    try (Store store = context.openStore();
        var bar = context.progress(ProgressBar.Unit.ITEMS)) {
      var sources = Agents.all(context.env());
      IngestReport report =
          new Ingest(store, sources, context.clock(), Decisions.forgotten(context.home()))
              .run((done, files) -> bar.at("reading logs", done, files));
      if (report.eventsAdded() > 0) {
        GitWorktreeLinker.link(context.home(), store, context.clock());
      }
      return report;
    }
  }

  private void name(IngestReport report) {
    for (IngestReport.UnreadLine line : report.unreadLines()) {
      context.say(line.file() + ", line " + line.number() + ": damaged, could not be read.");
    }
    for (Path file : report.unreadFiles()) {
      context.say(file + ": looks like a log, is not one that this program reads.");
    }
  }

  private static String words(IngestReport report) {
    if (report.files() == 0) {
      return "No logs of Claude Code or Codex found in ~/.claude, ~/.config/claude and ~/.codex. If they"
          + " are elsewhere, set CLAUDE_CONFIG_DIR or CODEX_HOME.";
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
        + skipped;
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
