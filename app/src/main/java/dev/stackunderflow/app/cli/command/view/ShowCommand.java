package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.DeviceOption;
import dev.stackunderflow.app.cli.option.RedactOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.DataStream;
import dev.stackunderflow.app.cli.terminal.Pager;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.cli.transcript.HtmlFile;
import dev.stackunderflow.app.cli.transcript.MarkdownTranscript;
import dev.stackunderflow.app.cli.transcript.TerminalTranscript;
import dev.stackunderflow.app.cli.transcript.TranscriptOptions;
import dev.stackunderflow.app.cli.transcript.TranscriptSink;
import dev.stackunderflow.app.cli.transcript.TranscriptWalk;
import dev.stackunderflow.app.json.SessionJson;
import dev.stackunderflow.app.json.TranscriptJson;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.transcript.Transcript;
import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionTranscript;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.TranscriptSlice;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.redact.JsonRedactor;
import dev.stackunderflow.core.redact.RedactedParts;
import dev.stackunderflow.core.redact.Redactor;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.transcript.PartReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code show}. */
@Command(
    name = "show",
    description = {
      "Show a session as it went, whichever device it ran on.",
      "Tools are shown with their input and result, subagents where they were started."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow show ba79134d",
      "  stackunderflow show ba79134d --last 20 --full",
      "  stackunderflow show ba79134d --html rain-gauge.html"
    })
public final class ShowCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final TranscriptOptionGroup shown = new TranscriptOptionGroup();
  @Mixin private final RedactOption redact = new RedactOption();
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

    @Option(
        names = "--html",
        paramLabel = "FILE",
        description =
            "Write one HTML page that needs nothing else, to a new file that only you can read."
                + " Includes --redact, unless --no-redact.")
    private @Nullable Path html;
  }

  @Parameters(paramLabel = "SESSION", description = "The session's id, or the beginning of it.")
  private String session = "";

  public ShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    if (as.json || as.raw) {
      shown.refuseWith(as.json ? "--json" : "--raw");
    }
    Redactor redactor = redact.redactor(context, as.html != null);
    if (as.raw) {
      raw(redactor);
    } else {
      try (Store store = context.openStore();
          Catalog catalog = context.openCatalog(store)) {
        if (as.json) {
          json(catalog, redactor);
        } else {
          print(catalog, redactor);
        }
      }
    }
    RedactOption.say(context, redactor);
    return ExitCode.DONE;
  }

  private void json(Catalog catalog, @Nullable Redactor redactor)
      throws IOException, SQLException, UsageException {
    List<SessionTranscript> found = catalog.show(session, device.filter(), TranscriptSlice.ALL);
    SessionView one = one(found.stream().map(SessionTranscript::session).toList());
    SessionTranscript transcript =
        found.stream().filter(t -> t.session().equals(one)).findFirst().orElseThrow();
    List<EventView> events =
        transcript.events().stream()
            .filter(e -> shown.isAll() || (isMessage(e) && !e.superseded()))
            .toList();
    Transcript parts =
        catalog.transcripts().open(one, device.filter(), shown.isAll(), parts(one, redactor));
    Map<String, @Nullable Object> document =
        new TranscriptJson(parts, shown.isAll()).addTo(SessionJson.transcript(one, events));
    context.print(redactor == null ? document : new RedactedDocument(redactor).of(document));
  }

  private void print(Catalog catalog, @Nullable Redactor redactor)
      throws IOException, SQLException, UsageException {
    SessionView one = one(catalog.transcripts().named(session, device.filter()));
    TranscriptOptions options = shown.options(as.html != null);
    if (as.html != null) {
      long bytes =
          HtmlFile.write(
              as.html, options.full(), sink -> walk(catalog, one, options, sink, redactor));
      context.say("Wrote " + SizeFormat.of(bytes) + " to " + as.html + ".");
    } else if (as.markdown) {
      var sink = new MarkdownTranscript(context.out(), options.full());
      walk(catalog, one, options, sink, redactor);
    } else {
      boolean colour = context.terminal().colour();
      int columns = context.terminal().interactive() ? ViewTables.width(context) : 0;
      Pager.page(
          context,
          shown.isPaged(),
          out ->
              walk(
                  catalog,
                  one,
                  options,
                  new TerminalTranscript(out, colour, options.full(), columns),
                  redactor));
    }
  }

  private void walk(
      Catalog catalog,
      SessionView one,
      TranscriptOptions options,
      TranscriptSink sink,
      @Nullable Redactor redactor)
      throws IOException, SQLException {
    Transcript transcript =
        catalog.transcripts().open(one, device.filter(), options.all(), parts(one, redactor));
    PriceTable prices =
        options.usage() ? PriceTable.withOwn(context.home().prices()) : PriceTable.none();
    UnaryOperator<String> clean = redactor == null ? UnaryOperator.identity() : redactor::text;
    if (!new TranscriptWalk(transcript, sink, options, prices, clean).run()) {
      context.say("No message of this session contains: " + String.join(" ", options.around()));
    }
  }

  private static PartReader parts(SessionView one, @Nullable Redactor redactor) {
    PartReader own = Agents.parts(one.provider());
    return redactor == null ? own : new RedactedParts(own, redactor);
  }

  private void raw(@Nullable Redactor redactor) throws IOException, SQLException, UsageException {
    JsonRedactor json = redactor == null ? null : new JsonRedactor(redactor);
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
          if (line.superseded() && !shown.isAll()) {
            continue;
          }
          String text = contents.read(line.copy().source(), line.eventId()).rawJson();
          String safe = json == null ? text : json.record(text);
          out.write(safe.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
      out.flush();
    }
  }

  private SessionView one(List<SessionView> found) throws UsageException {
    List<SessionName> names =
        found.stream().map(s -> new SessionName(s.provider(), s.sessionId())).toList();
    return found.get(names.indexOf(SessionResolver.one(names, session)));
  }

  private static boolean isMessage(EventView event) {
    return event.role().equals("user") || event.role().equals("assistant");
  }
}
