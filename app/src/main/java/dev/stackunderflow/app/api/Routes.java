package dev.stackunderflow.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.app.api.Route.Access;
import dev.stackunderflow.app.api.Route.Answer;
import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.json.ConflictJson;
import dev.stackunderflow.app.json.DeviceJson;
import dev.stackunderflow.app.json.ProjectJson;
import dev.stackunderflow.app.json.ReportJson;
import dev.stackunderflow.app.json.SearchJson;
import dev.stackunderflow.app.json.SessionJson;
import dev.stackunderflow.app.json.StatusJson;
import dev.stackunderflow.app.text.ProgramVersion;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.search.SearchHit;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionTranscript;
import dev.stackunderflow.core.catalog.view.TranscriptSlice;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.time.DateTimeParser;
import dev.stackunderflow.sync.Sync;
import dev.stackunderflow.sync.api.DeviceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All routes except the stream of events. */
final class Routes {

  private static final List<String> ROLES = List.of("user", "assistant");
  private static final String GET = "GET";
  private static final String POST = "POST";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"(\\*?)|(\\S+)");

  private final Home home;
  private final Sync sync;
  private final Views views;
  private final SyncCalls calls;

  Routes(Home home, Sync sync, Views views, SyncCalls calls) {
    this.home = home;
    this.sync = sync;
    this.views = views;
    this.calls = calls;
  }

  List<Route> all() {
    Set<String> none = Set.of();
    Set<String> page = Set.of("limit", "cursor");
    Set<String> view = Set.of("device", "limit", "cursor");
    return List.of(
        new Route(GET, "/api/health", Access.ANYBODY, none, _ -> Answer.ok(health())),
        new Route(GET, "/api/openapi.json", Access.THIS_MACHINE, none, _ -> Answer.ok(openApi())),
        new Route(GET, "/api/sync/status", Access.THIS_MACHINE, none, this::status),
        new Route(POST, "/api/sync/push", Access.TOKEN, none, _ -> calls.push()),
        new Route(POST, "/api/sync/pull", Access.TOKEN, none, _ -> calls.pull()),
        new Route(POST, "/api/sync/now", Access.TOKEN, none, _ -> calls.now()),
        new Route(GET, "/api/sync/devices", Access.TOKEN, page, this::devices),
        new Route(GET, "/api/sync/conflicts", Access.TOKEN, page, this::conflicts),
        new Route(GET, "/api/projects", Access.TOKEN, view, this::projects),
        new Route(GET, "/api/sessions", Access.TOKEN, view, this::sessions),
        new Route(
            GET,
            "/api/sessions/{id}",
            Access.TOKEN,
            Set.of("device", "all", "limit", "cursor"),
            this::session),
        new Route(
            GET,
            "/api/search",
            Access.TOKEN,
            Set.of(
                "q",
                "device",
                "project",
                "agent",
                "provider",
                "role",
                "since",
                "until",
                "limit",
                "cursor"),
            this::search),
        new Route(GET, "/api/report", Access.TOKEN, Set.of("device"), this::report));
  }

  private static Map<String, Object> health() {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", "ok");
    health.put("version", ProgramVersion.get());
    return health;
  }

  private static JsonNode openApi() throws IOException {
    try (InputStream in = Routes.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IOException("the program is damaged: openapi.json is missing");
      }
      return JsonTrees.read(in.readAllBytes());
    }
  }

  /** Without the token, names (of devices, the bucket, paths) are redacted. */
  private Answer status(Request request) throws Exception {
    Map<String, @Nullable Object> status =
        views.run(() -> StatusJson.of(sync.status(), AutoView.read(home)));
    return Answer.ok(request.hasToken() ? status : Redaction.of(status));
  }

  private Answer devices(Request request) throws Exception {
    List<DeviceInfo> devices = calls.devices();
    return page(request, devices, DeviceInfo::deviceId, DeviceJson::of);
  }

  private Answer conflicts(Request request) throws Exception {
    return page(
        request,
        views.ask(catalog -> catalog.conflicts()),
        c -> List.of(c.id(), c.loser().deviceId(), c.loser().seq()),
        ConflictJson::of);
  }

  private Answer projects(Request request) throws Exception {
    return page(
        request,
        views.ask(catalog -> catalog.projects(request.device())),
        p -> List.of(p.deviceId(), p.provider(), p.slug()),
        ProjectJson::of);
  }

  private Answer sessions(Request request) throws Exception {
    return page(
        request,
        views.ask(catalog -> catalog.sessions(request.device(), Integer.MAX_VALUE)),
        s -> List.of(s.deviceId(), s.provider(), s.projectSlug(), s.sessionId()),
        s -> SessionJson.of(s).map());
  }

  private Answer session(Request request) throws Exception {
    int from = request.cursor().position();
    int limit = request.limit();
    var slice = new TranscriptSlice(!request.flag("all"), from, limit + 1L);
    SessionTranscript found =
        one(
            request.name(),
            views.ask(catalog -> catalog.show(request.name(), request.device(), slice)));
    boolean hasMore = found.events().size() > limit;
    List<EventView> page = found.events().stream().limit(limit).toList();
    return Answer.ok(
        SessionJson.transcript(found.session(), page)
            .with("next_cursor", hasMore ? new Page.Cursor(from + limit, 0).toString() : null)
            .map());
  }

  private static SessionTranscript one(String id, List<SessionTranscript> found) throws Problem {
    if (found.isEmpty()) {
      throw new Problem(404, "not_found", "No session id begins with " + id + ".");
    }
    if (found.size() > 1) {
      throw new Problem(
          409,
          "ambiguous",
          found.size() + " session ids begin with " + id + ". Use a longer prefix.");
    }
    return found.getFirst();
  }

  private Answer search(Request request) throws Exception {
    List<String> words = words(request.text("q"));
    int from = request.cursor().position();
    int limit = request.limit();
    var query =
        new SearchQuery(
            words,
            new ViewFilter(
                request.device(),
                request.text("project"),
                request.text("agent") == null ? request.text("provider") : request.text("agent"),
                new DateTimeParser(ZoneId.systemDefault(), Clock.systemUTC())
                    .window(request.text("since"), request.text("until"))),
            role(request),
            (int) Math.min(Integer.MAX_VALUE, (long) from + limit + 1));
    List<SearchHit> hits = views.ask(catalog -> catalog.search(query));
    List<SearchHit> rest = hits.subList(Math.min(from, hits.size()), hits.size());
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put(
        "items", rest.stream().limit(limit).map(hit -> SearchJson.of(hit, words)).toList());
    document.put(
        "next_cursor", rest.size() > limit ? new Page.Cursor(from + limit, 0).toString() : null);
    return Answer.ok(document);
  }

  private static @Nullable String role(Request request) throws Problem {
    String role = request.text("role");
    if (role != null && !ROLES.contains(role)) {
      throw new Problem(400, "usage", "role takes one of: " + String.join(", ", ROLES) + ".");
    }
    return role;
  }

  /** Splits the query at spaces; a phrase is in double quotes. */
  private static List<String> words(@Nullable String q) throws Problem {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(q == null ? "" : q);
    while (word.find()) {
      words.add(word.group(3) == null ? word.group(1) + word.group(2) : word.group(3));
    }
    if (words.stream().noneMatch(w -> w.codePoints().anyMatch(Character::isLetterOrDigit))) {
      throw new Problem(400, "usage", "q needs a word with a letter or a digit.");
    }
    return words;
  }

  private Answer report(Request request) throws Exception {
    var query =
        new ReportQuery(
            request.device(),
            null,
            null,
            null,
            null,
            ZoneId.systemDefault(),
            ReportJson.GROUPINGS,
            PriceTable.withOwn(home.prices()));
    return Answer.ok(ReportJson.document(views.ask(catalog -> catalog.report(query)), query));
  }

  private static <T> Answer page(
      Request request, List<T> all, Function<T, Object> name, Function<T, Object> document)
      throws Problem {
    Page<T> page = Page.of(all, name, request.cursor(), request.limit());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("items", page.items().stream().map(document).toList());
    json.put("next_cursor", page.nextCursor());
    return Answer.ok(json);
  }
}
