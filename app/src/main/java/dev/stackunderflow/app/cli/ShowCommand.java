package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.EventView;
import dev.stackunderflow.core.catalog.SessionTranscript;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
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
    footer = "  stackunderflow show ba79134d | less")
final class ShowCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "SESSION", description = "The session's id, or the beginning of it.")
  private String session = "";

  @Option(
      names = "--all",
      description = "Also the log's lines that are no messages (summaries, settings, …).")
  private boolean all;

  ShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    SessionTranscript transcript;
    try (Store store = context.openStore();
        Catalog catalog = Catalog.open(context.home(), store)) {
      transcript = one(catalog.show(session, device.filter()));
    }
    List<EventView> events = transcript.events().stream().filter(e -> all || isMessage(e)).toList();
    if (json.isOn()) {
      JsonOut.print(
          context,
          SessionsCommand.json(transcript.session())
              .with("event_count", transcript.session().events())
              .with("events", events.stream().map(ShowCommand::json).toList())
              .map());
    } else {
      print(transcript, events);
    }
    return ExitCode.DONE;
  }

  private SessionTranscript one(List<SessionTranscript> found) throws NotFoundException {
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw new NotFoundException(
          "No session's id begins with " + session + ". List them: stackunderflow sessions");
    }
    var words = new StringBuilder("Several sessions begin with " + session + ". Which one?");
    found.stream().limit(20).forEach(t -> words.append("\n  ").append(t.session().sessionId()));
    throw new NotFoundException(words.toString());
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
            "on " + s.deviceLabel(),
            Human.count(s.events(), "event"));
    context.out().println(Human.plain(title));
    for (EventView e : events) {
      String tools = e.toolsJson().equals("[]") ? "" : "  " + e.toolsJson();
      String head = e.role() + "  " + Human.time(e.timestamp()) + "  " + e.deviceLabel();
      if (e.contentText().isBlank() && tools.isEmpty()) {
        continue; // a tool's result: it stays in raw_json
      }
      context.out().println();
      context.out().println(bold(ansi, Human.plain(head)) + Human.plain(tools));
      if (!e.contentText().isBlank()) {
        context.out().println(printable(e.contentText().strip()));
      }
    }
  }

  private static String bold(Ansi ansi, String text) {
    return ansi == Ansi.ON ? "\033[1m" + text + "\033[0m" : text;
  }

  /** A log may hold anything; a terminal must not be steered by it. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
  }
}
