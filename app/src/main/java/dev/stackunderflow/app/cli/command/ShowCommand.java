package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.DeviceOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.DataStream;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.TranscriptMarkdown;
import dev.stackunderflow.app.json.JsonOut;
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

@Command(
    name = "show",
    description = "Show one session's messages, on whatever device it ran.",
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

  /** How it is written. */
  static final class As {
    @Option(names = "--json", description = "Print one JSON document, with stable field names.")
    private boolean json;

    @Option(
        names = "--raw",
        description = "Print the log's lines byte for byte, the subagents' after the session's.")
    private boolean raw;

    @Option(names = "--markdown", description = "Print the transcript as Markdown, for a file.")
    private boolean markdown;
  }

  @Parameters(paramLabel = "SESSION", description = "The session's id, or the beginning of it.")
  private String session = "";

  @Option(
      names = "--all",
      description = "Also the log's lines that are no messages (summaries, settings, …).")
  private boolean all;

  public ShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    if (as.raw) {
      raw();
      return ExitCode.DONE;
    }
    SessionTranscript transcript;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      transcript = one(catalog.show(session, device.filter()));
    }
    List<EventView> events = transcript.events().stream().filter(e -> all || isMessage(e)).toList();
    if (as.json) {
      JsonOut.print(
          context,
          SessionsCommand.json(transcript.session())
              .with("event_count", transcript.session().events())
              .with("events", events.stream().map(ShowCommand::json).toList())
              .map());
    } else if (as.markdown) {
      context.out().print(TranscriptMarkdown.of(transcript.session(), events));
    } else {
      print(transcript, events);
    }
    return ExitCode.DONE;
  }

  private void raw() throws IOException, SQLException {
    try (Store store = context.openStore();
        UnionView view = UnionView.open(context.home(), store);
        EventReader contents = view.events()) {
      var files = new SessionFiles(view);
      OptionalLong source =
          DeviceResolver.source(view.connection(), "catalog.device", device.filter());
      var out = new DataStream(context.out());
      for (SessionFile file : files.of(SessionResolver.one(files.find(session), session), source)) {
        for (SessionFile.Line line : file.lines()) {
          String text = contents.read(line.copy().source(), line.eventId()).rawJson();
          out.write(text.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
      out.flush();
    }
  }

  private SessionTranscript one(List<SessionTranscript> found) throws NotFoundException {
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

  static Object json(EventView e) {
    return JsonOut.fields()
        .device(e.deviceId(), e.deviceLabel())
        .with("seq", e.seq())
        .with("timestamp", e.timestamp())
        .with("role", e.role())
        .with("model", e.model())
        .tokens(e.tokens())
        .with("content_text", e.contentText())
        .with("tools_json", e.toolsJson())
        .with("raw_json", e.rawJson())
        .with("is_sidechain", e.sidechain())
        .with("uuid", e.uuid())
        .with("parent_uuid", e.parentUuid())
        .map();
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
            HumanFormat.count(s.events(), "event"));
    context.out().println(HumanFormat.plain(title));
    for (EventView e : events) {
      String tools = e.toolsJson().equals("[]") ? "" : "  " + e.toolsJson();
      String head = e.role() + "  " + HumanFormat.time(e.timestamp()) + "  " + e.deviceLabel();
      if (e.contentText().isBlank() && tools.isEmpty()) {
        continue; // a tool's result: it stays in raw_json
      }
      context.out().println();
      context.out().println(bold(ansi, HumanFormat.plain(head)) + HumanFormat.plain(tools));
      if (!e.contentText().isBlank()) {
        context.out().println(HumanFormat.printable(e.contentText().strip()));
      }
    }
  }

  private static String bold(Ansi ansi, String text) {
    return ansi == Ansi.ON ? "\033[1m" + text + "\033[0m" : text;
  }
}
