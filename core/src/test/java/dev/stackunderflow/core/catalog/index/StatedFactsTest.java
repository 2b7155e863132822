package dev.stackunderflow.core.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.CostMode;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ProjectGroupView;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches, remotes and costs, from the agents' logs to the views. */
class StatedFactsTest {

  private static final ViewFilter ALL = ViewFilter.of(new DeviceFilter.All());

  @TempDir private Path folder;
  private int lines;

  private interface Question<T> {
    T of(Catalog catalog) throws Exception;
  }

  private <T> T ask(Question<T> question) throws Exception {
    Map<String, String> env = Map.of("HOME", folder.toString());
    Home home = Home.of(env);
    Files.createDirectories(home.folder());
    try (Store store = Store.open(home.store())) {
      new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING).run((_, _) -> {});
      try (Catalog catalog = Catalog.open(home, store)) {
        return question.of(catalog);
      }
    }
  }

  private void claude(String session, String fields, String text) throws Exception {
    Path log = folder.resolve(".claude/projects/-home-me-app/" + session + ".jsonl");
    Files.createDirectories(log.getParent());
    int n = lines++;
    String line =
        "{\"type\":\"assistant\",\"uuid\":\"u"
            + n
            + "\",\"sessionId\":\""
            + session
            + "\",\"timestamp\":\"2026-11-20T12:0"
            + n
            + ":00Z\",\"cwd\":\"/home/me/app\",\"requestId\":\"r"
            + n
            + "\",\"message\":{\"id\":\"m"
            + n
            + "\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":\""
            + text
            + "\",\"usage\":{\"input_tokens\":100000,\"output_tokens\":0}}"
            + fields
            + "}\n";
    Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void codex(String id, String cwd, String time, String url) throws Exception {
    Path log =
        folder.resolve(".codex/sessions/2026/11/20/rollout-2026-11-20T12-00-00-" + id + ".jsonl");
    Files.createDirectories(log.getParent());
    String git =
        url.isEmpty() ? "" : ",\"git\":{\"branch\":\"fix\",\"repository_url\":\"" + url + "\"}";
    Files.writeString(
        log,
        """
        {"timestamp":"%s","type":"session_meta","payload":{"id":"%s","cwd":"%s"%s}}
        {"timestamp":"%s","type":"response_item","payload":{"type":"message","role":"user",\
        "content":[{"type":"input_text","text":"hi"}]}}
        """
            .formatted(time, id, cwd, git, time));
  }

  private Report report(Grouping by, @Nullable String branch, CostMode costs) throws Exception {
    var query =
        new ReportQuery(
            new DeviceFilter.All(),
            null,
            null,
            null,
            null,
            ZoneOffset.UTC,
            Set.of(by),
            PriceTable.builtIn(),
            branch,
            costs);
    return ask(c -> c.report(query));
  }

  private static String name(Report.Group group) {
    var branch = (Report.Branch) group.subject();
    return branch.project() + " " + branch.name() + " " + group.counts().events();
  }

  @Test
  void eachEventIsOnTheBranchThatTheLogNamedLast() throws Exception {
    claude("one", "", "before any");
    claude("one", ",\"gitBranch\":\"main\"", "rain on main");
    claude("one", ",\"gitBranch\":\"fix\"", "sun on fix");
    claude("one", "", "still on fix");
    claude("two", ",\"gitBranch\":\"main\"", "main again");
    assertThat(report(Grouping.BRANCH, null, CostMode.AUTO).by(Grouping.BRANCH))
        .extracting(StatedFactsTest::name)
        .containsExactlyInAnyOrder("~/app main 2", "~/app fix 2", "~/app  1");
    assertThat(report(Grouping.DAY, "fix", CostMode.AUTO).total().events()).isEqualTo(2);
    assertThat(report(Grouping.DAY, "none", CostMode.AUTO).total().events()).isZero();
    claude("one", "", "later, and fix is known of the index alone");
    assertThat(report(Grouping.DAY, "fix", CostMode.AUTO).total().events()).isEqualTo(3);
  }

  @Test
  void sessionsAndHitsAreThoseOfTheBranch() throws Exception {
    claude("one", ",\"gitBranch\":\"main\"", "rain on main");
    claude("one", ",\"gitBranch\":\"fix\"", "rain on fix");
    claude("two", ",\"gitBranch\":\"main\"", "sun on main");
    List<SessionView> sessions = ask(c -> c.sessions(ALL, 9));
    assertThat(sessions)
        .extracting(s -> s.sessionId() + " " + s.branch())
        .containsExactly("two main", "one fix");
    List<SessionView> onFix = ask(c -> c.sessions(ALL.on("fix"), 9));
    assertThat(onFix).extracting(SessionView::sessionId).containsExactly("one");
    List<SessionView> onMain = ask(c -> c.sessions(ALL.on("main"), 9));
    assertThat(onMain).hasSize(2);
    var rain = new SearchQuery(List.of("rain"), ALL.on("main"), null, 9);
    int hits = ask(c -> c.search(rain).size());
    assertThat(hits).isEqualTo(1);
  }

  @Test
  void statedCostsComeFirstAndTheRestIsCalculated() throws Exception {
    claude("one", ",\"costUSD\":0.25", "stated");
    claude("one", ",\"costUSD\":0", "agents write 0 where they know no price");
    claude("one", "", "not stated");
    Report.Counts auto = report(Grouping.DAY, null, CostMode.AUTO).total();
    assertThat(auto.cost().dollars()).isEqualByComparingTo("0.85");
    assertThat(auto.cost().isStated() && auto.cost().isCalculated()).isTrue();
    assertThat(auto.cost().isPartial()).isFalse();
    Report.Counts calculated = report(Grouping.DAY, null, CostMode.CALCULATED).total();
    assertThat(calculated.cost().dollars()).isEqualByComparingTo("0.9");
    assertThat(calculated.cost().isStated()).isFalse();
    Report.Counts stated = report(Grouping.DAY, null, CostMode.STATED).total();
    assertThat(stated.cost().dollars()).isEqualByComparingTo("0.25");
    assertThat(stated.cost().isCalculated()).isFalse();
    assertThat(stated.cost().isPartial()).isTrue();
  }

  @Test
  void theRemoteThatALogNamesIsTheProject() throws Exception {
    String day = "2026-11-20T12:00:00Z";
    codex("01a21787-7a7a-7eb0-a6db-93768f781256", "/srv/app", day, "git@github.com:o/old.git");
    codex(
        "01a21787-65da-7cf0-bf1c-7a10c90bd2db",
        "/srv/app",
        "2026-11-21T12:00:00Z",
        "https://tok@github.com/o/r");
    codex("01a21787-8471-7162-a2f5-cc3db6c3571a", "/srv/moved", day, "https://github.com/o/r");
    codex("01a21787-8937-7610-bf4d-78c605081bdc", "/srv/other", day, "");
    List<ProjectGroupView> projects = ask(c -> c.projectGroups(new DeviceFilter.All()));
    assertThat(projects)
        .extracting(p -> p.name() + " " + p.sessions())
        .containsExactlyInAnyOrder("github.com/o/r 3", "/srv/other 1");
    List<SessionView> onFix = ask(c -> c.sessions(ALL.on("fix"), 9));
    assertThat(onFix).hasSize(3);
  }
}
