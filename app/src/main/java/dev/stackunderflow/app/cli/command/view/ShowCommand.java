package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.DeviceOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.DataStream;
import dev.stackunderflow.app.cli.terminal.TranscriptMarkdown;
import dev.stackunderflow.app.json.SessionJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionTranscript;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}. */
@Command(
    name = "show",
    description = "Show the messages of a session, whichever device it ran on.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow show ba79134d | less",
      "  stackunderflow show ba79134d --markdown > rain-gauge.md"
    })
public final class ShowCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @ArgGroup private final As as = new As();

  /** The output's form. */
  static final class As {
    @Option(names = "--json", description = "Print one JSON document, with stable field names.")
    private boolean json;

    @Option(
        names = "--raw",
        description = "Print the log's lines byte for byte: the session's, then the subagents'.")
    private boolean raw;

    @Option(names = "--markdown", description = "Print the transcript as Markdown.")
    private boolean markdown;
  }

  @Parameters(paramLabel = "SESSION", description = "The session's id, or the beginning of it.")
  private String session = "";

  @Option(
      names = "--all",
      description =
          "Include lines that are not messages (summaries, settings, …) and lines that are no longer"
              + " in the log.")
  private boolean all;

  public ShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    if (as.raw) {
      raw();
      return ExitCode.DONE;
    }
    SessionTranscript transcript;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      transcript = one(catalog.show(session, device.filter()));
    }
    List<EventView> events =
        transcript.events().stream().filter(e -> all || (isMessage(e) && !e.superseded())).toList();
    if (as.json) {
      context.print(SessionJson.transcript(transcript.session(), events).map());
    } else if (as.markdown) {
      context.out().print(TranscriptMarkdown.of(transcript.session(), events));
    } else {
      print(transcript, events);
    }
    return ExitCode.DONE;
  }

  private void raw() throws IOException, SQLException, UsageException {
    try (Store store = context.openStore();
        UnionView view = UnionView.open(context.home(), store);
        EventReader contents = view.events()) {
      var files = new SessionFiles(view);
      OptionalLong source =
          DeviceResolver.source(view.connection(), "catalog.device", device.filter());
      var out = new DataStream(context.data());
      var name = SessionResolver.one(files.find(session), session);
      for (SessionFile file : files.of(name, source, SessionFiles.Parts.ONE)) {
        for (SessionFile.Line line : file.lines()) {
          if (line.superseded() && !all) {
            continue;
          }
          String text = contents.read(line.copy().source(), line.eventId()).rawJson();
          out.write(text.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
      out.flush();
    }
  }

  private SessionTranscript one(List<SessionTranscript> found) throws UsageException {
    List<SessionName> names =
        found.stream()
            .map(SessionTranscript::session)
            .map(s -> new SessionName(s.provider(), s.sessionId()))
            .toList();
    return found.get(names.indexOf(SessionResolver.one(names, session)));
  }

  private static boolean isMessage(EventView event) {
    return event.role().equals("user") || event.role().equals("assistant");
  }

  private void print(SessionTranscript transcript, List<EventView> events) {
    var s = transcript.session();
    Ansi ansi = context.terminal().colour() ? Ansi.ON : Ansi.OFF;
    String title =
        String.join(
            "  ",
            s.projectName(),
            s.sessionId(),
            "on " + String.join(", ", s.deviceLabels()),
            CountFormat.of(s.events(), "event"));
    context.out().println(TerminalText.safe(title));
    for (EventView e : events) {
      String tools = e.toolsJson().equals("[]") ? "" : "  " + e.toolsJson();
      String head =
          e.role()
              + "  "
              + TimeFormat.local(e.timestamp())
              + "  "
              + e.deviceLabel()
              + (e.superseded() ? "  (no longer in the log)" : "");
      if (e.contentText().isBlank() && tools.isEmpty()) {
        continue; // the result of a tool: only in raw_json
      }
      context.out().println();
      context.out().println(bold(ansi, TerminalText.safe(head)) + TerminalText.safe(tools));
      if (!e.contentText().isBlank()) {
        context.out().println(TerminalText.safeLines(e.contentText().strip()));
      }
    }
  }

  private static String bold(Ansi ansi, String text) {
    return ansi == Ansi.ON ? "\033[1m" + text + "\033[0m" : text;
  }
}
