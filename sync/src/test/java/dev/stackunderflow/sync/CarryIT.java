package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One session begun on the laptop, carried to the work machine, and gone on with on both. */
class CarryIT extends TwoMachines {

  private static final String ID = "4f6c2b1e-0000-4000-8000-000000000001";
  private static final String THERE = "/home/me/src/app";
  private static final String SLUG_THERE = "-home-me-src-app";

  private Path here;

  @BeforeEach
  void checkOut() throws IOException {
    here = Files.createDirectories(b.folder().resolve("src/app")).toRealPath();
  }

  /** A line as Claude Code writes it in this folder. */
  private static String in(Object folder, String line) {
    return line.replace("\"cwd\":\"" + THERE + "\"", "\"cwd\":\"" + folder + "\"");
  }

  private static String[] begun() {
    return new String[] {
      """
      {"type":"summary","summary":"A rain gauge","leafUuid":"u2"}""",
      Lines.user("u1", Lines.at(1), "look at /home/me/src/app/gauge.py"),
      """
      {"type":"file-history-snapshot","messageId":"u1","snapshot":{"cwd":"/home/me/src/app"}}""",
      Lines.assistant("u2", Lines.at(2), "a rain gauge", 50),
      in(THERE + "/docs", Lines.user("u3", Lines.at(3), "and the docs")),
      """
      {"type":"mode","mode":"normal","sessionId":"s"}""",
      """
      {"type":"mode","mode":"normal","sessionId":"s"}"""
    };
  }

  private void beginOnTheLaptop() throws Exception {
    a.append(SLUG_THERE, ID, begun());
    a.ingest();
    a.push();
    b.pull();
  }

  private static CarryPlan carry(Machine machine, @Nullable Path to)
      throws SQLException, IOException {
    try (Store store = Store.open(machine.home().store());
        UnionView view = UnionView.open(machine.home(), store);
        var carrier = new Carrier(view, machine.env(), ZoneOffset.UTC)) {
      CarryPlan plan = carrier.plan(new SessionFiles(view).find(ID.substring(0, 8)).getFirst(), to);
      carrier.write(plan);
      return plan;
    }
  }

  private static String slug(Path folder) {
    return folder.toString().replaceAll("[^A-Za-z0-9]", "-");
  }

  private void sync() throws Exception {
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    a.pull();
    b.pull();
  }

  private static Report.Counts totals(Machine machine) throws Exception {
    return machine.view(catalog -> catalog.report(new DeviceFilter.All())).total();
  }

  private static List<String> shown(Machine machine) throws Exception {
    return machine.view(
        catalog ->
            catalog.show(ID, new DeviceFilter.All()).getFirst().events().stream()
                .filter(e -> e.role().equals("user") || e.role().equals("assistant"))
                .map(EventView::contentText)
                .toList());
  }

  private void bothSee(String... texts) throws Exception {
    assertThat(shown(a)).containsExactly(texts);
    assertThat(shown(b)).containsExactly(texts);
    assertThat(totals(b)).isEqualTo(totals(a));
    assertThat(totals(a).events()).isEqualTo(texts.length);
    assertThat(totals(a).sessions()).isEqualTo(1);
    assertThat(a.view(Catalog::fingerprint)).isEqualTo(b.view(Catalog::fingerprint));
    assertThat(a.view(Catalog::conflicts)).isEmpty();
    assertThat(b.view(Catalog::conflicts)).isEmpty();
  }

  @Test
  void theLogIsThereByteForByteButForTheWorkingDirectory() throws Exception {
    beginOnTheLaptop();
    CarryPlan plan = carry(b, null);
    Path log = b.log(slug(here), ID);
    assertThat(plan.files()).singleElement().extracting(CarryPlan.LogFile::path).isEqualTo(log);
    assertThat(Files.readString(log))
        .isEqualTo(
            Files.readString(a.log(SLUG_THERE, ID))
                .replace("\"cwd\":\"" + THERE + "\",\"sess", "\"cwd\":\"" + here + "\",\"sess")
                .replace("\"cwd\":\"" + THERE + "/docs\"", "\"cwd\":\"" + here + "/docs\""))
        .contains("look at /home/me/src/app/gauge.py")
        .contains("{\"cwd\":\"/home/me/src/app\"}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
    try (Stream<Path> beside = Files.list(log.getParent())) {
      assertThat(beside).containsExactly(log);
    }
    assertThat(plan.mapped())
        .containsExactly(java.util.Map.entry(new CarryPlan.Mapping(THERE, here.toString()), 3L));
    assertThat(plan.folder()).isEqualTo(here);
    assertThat(plan.devices()).containsExactly("laptop");
    assertThat(plan.rewritten()).isEmpty();
    assertThat(plan.resume()).isEqualTo("claude --resume " + ID);
  }

  @Test
  void itIsOneSessionCountedOnceOnBothMachines() throws Exception {
    beginOnTheLaptop();
    Report.Counts before = totals(a);
    carry(b, null);
    sync();
    bothSee("look at /home/me/src/app/gauge.py", "a rain gauge", "and the docs");
    assertThat(totals(a)).isEqualTo(before);
  }

  /** What both append has times and ids of its own; only lines without a time share one. */
  private void goOnOnBoth(String slugOfA, Path folderOfA, Path folderOfB) throws Exception {
    a.append(
        slugOfA,
        ID,
        """
        {"type":"last-prompt","lastPrompt":"from the laptop"}""",
        in(folderOfA, Lines.user("a4", Lines.at(4), "more on the laptop")),
        in(folderOfA, Lines.assistant("a6", Lines.at(6), "laptop's answer", 60)));
    b.append(
        slug(folderOfB),
        ID,
        """
        {"type":"custom-title","customTitle":"from work"}""",
        in(folderOfB, Lines.user("b5", Lines.at(5), "more at work")),
        in(folderOfB, Lines.assistant("b7", Lines.at(7), "work's answer", 70)));
  }

  @Test
  void itStaysOneSessionWhenBothGoOn() throws Exception {
    beginOnTheLaptop();
    carry(b, null);
    sync();
    goOnOnBoth(SLUG_THERE, Path.of(THERE), here);
    sync();
    bothSee(
        "look at /home/me/src/app/gauge.py",
        "a rain gauge",
        "and the docs",
        "more on the laptop",
        "more at work",
        "laptop's answer",
        "work's answer");
    assertThat(totals(a).tokens().output()).isEqualTo(50 + 60 + 70);
    List<Report.Group> rows = a.report(Grouping.SESSION);
    assertThat(rows).singleElement().extracting(Report.Group::counts).isEqualTo(totals(a));
    assertThat(((Report.Session) rows.getFirst().subject()).members())
        .extracting(part -> ((Report.Part) part.subject()).deviceLabel())
        .containsExactlyInAnyOrder("laptop", "work");
  }

  @Test
  void itStaysOneSessionWhenTheProjectIsInTheSamePlaceOnBoth() throws Exception {
    Path shared = Files.createDirectories(folder.resolve("work space/app")).toRealPath();
    a.append(slug(shared), ID, Stream.of(begun()).map(l -> in(shared, l)).toArray(String[]::new));
    a.ingest();
    a.push();
    b.pull();
    CarryPlan plan = carry(b, null);
    assertThat(plan.mapped()).isEmpty();
    assertThat(b.log(slug(shared), ID)).hasSameBinaryContentAs(a.log(slug(shared), ID));
    sync();
    goOnOnBoth(slug(shared), shared, shared);
    sync();
    bothSee(
        "look at /home/me/src/app/gauge.py",
        "a rain gauge",
        "and the docs",
        "more on the laptop",
        "more at work",
        "laptop's answer",
        "work's answer");
  }

  @Test
  void whatTheOtherMachineAddedIsCarriedBackBehindWhatIsHere() throws Exception {
    beginOnTheLaptop();
    carry(b, null);
    sync();
    goOnOnBoth(SLUG_THERE, Path.of(THERE), here);
    sync();
    String before = Files.readString(a.log(SLUG_THERE, ID));
    Path project = Files.createDirectories(a.folder().resolve("src/app")).toRealPath();
    assertThatThrownBy(() -> carry(a, project))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("already has the session, in " + THERE);
    assertThat(Files.readString(a.log(SLUG_THERE, ID))).isEqualTo(before);

    // The work machine's own folder is there, so that it can take the laptop's lines.
    String atWork = Files.readString(b.log(slug(here), ID));
    CarryPlan plan = carry(b, null);
    assertThat(plan.devices()).containsExactly("laptop");
    assertThat(Files.readString(b.log(slug(here), ID)))
        .startsWith(atWork)
        .contains(
            "\"cwd\":\""
                + here
                + "\",\"sessionId\":\"s\",\"type\":\"user\",\"message\":"
                + "{\"role\":\"user\",\"content\":\"more on the laptop\"}")
        .hasLineCount((int) atWork.lines().count() + 3);
    sync();
    bothSee(
        "look at /home/me/src/app/gauge.py",
        "a rain gauge",
        "and the docs",
        "more on the laptop",
        "more at work",
        "laptop's answer",
        "work's answer");
    assertThat(carry(b, null).missing()).isZero();
  }

  @Test
  void aLogWithLinesThatNoViewHasIsNotTouched() throws Exception {
    beginOnTheLaptop();
    carry(b, null);
    b.ingest();
    b.append(slug(here), ID, in(here, Lines.user("b5", Lines.at(5), "just typed")));
    a.append(SLUG_THERE, ID, Lines.user("a4", Lines.at(4), "more"));
    a.ingest();
    a.push();
    b.pull();
    Path log = b.log(slug(here), ID);
    String before = Files.readString(log);
    assertThatThrownBy(() -> carry(b, null))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("were not ingested yet")
        .hasMessageContaining("stackunderflow ingest");
    assertThat(Files.readString(log)).isEqualTo(before);

    b.ingest();
    carry(b, null);
    assertThat(Files.readString(log)).startsWith(before).contains("\"content\":\"more\"");

    Files.writeString(log, "{\"type\":\"us", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> carry(b, null))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("is being written");
  }

  @Test
  void aLogThatTheAgentDeletedComesBackFromTheVault() throws Exception {
    Path shared = Files.createDirectories(folder.resolve("app")).toRealPath();
    a.append(slug(shared), ID, Stream.of(begun()).map(l -> in(shared, l)).toArray(String[]::new));
    a.ingest();
    byte[] before = Files.readAllBytes(a.log(slug(shared), ID));
    Files.delete(a.log(slug(shared), ID));
    a.ingest();
    carry(a, null);
    assertThat(a.log(slug(shared), ID)).hasBinaryContent(before);
    Report.Counts counts = totals(a);
    a.ingest();
    assertThat(totals(a)).isEqualTo(counts);
  }

  @Test
  void subagentsComeAlong() throws Exception {
    beginOnTheLaptop();
    Path agent = a.log(SLUG_THERE, ID).resolveSibling(ID).resolve("subagents/agent-x1.jsonl");
    Files.createDirectories(agent.getParent());
    Files.writeString(agent, Lines.assistant("x1", Lines.at(2), "a subagent", 9) + "\n");
    a.ingest();
    a.push();
    b.pull();
    CarryPlan plan = carry(b, null);
    assertThat(plan.files()).hasSize(2);
    assertThat(b.log(slug(here), ID).resolveSibling(ID).resolve("subagents/agent-x1.jsonl"))
        .content()
        .contains("a subagent")
        .contains(here.toString());
    Report.Counts before = totals(a);
    sync();
    assertThat(totals(a)).isEqualTo(before);
    assertThat(totals(b)).isEqualTo(before);
  }

  @Test
  void withoutTheProjectsFolderItAsksForOne() throws Exception {
    beginOnTheLaptop();
    Files.delete(here);
    assertThatThrownBy(() -> carry(b, null))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining(THERE + " on laptop")
        .hasMessageContaining("--to DIR");
    Path other = Files.createDirectories(b.folder().resolve("code/gauge")).toRealPath();
    CarryPlan plan = carry(b, other);
    assertThat(plan.files().getFirst().path()).isEqualTo(b.log(slug(other), ID));
    b.ingest();
    b.push();
    a.pull();
    assertThat(totals(a)).isEqualTo(totals(b));
  }

  @Test
  void aCodexSessionIsCarriedTooAndStaysOne() throws Exception {
    String id = "019d56b2-65f4-74c1-a846-bb513cf94e0f";
    Path log =
        a.folder()
            .resolve(".codex/sessions/2026/11/01/rollout-2026-11-01T01-00-00-" + id + ".jsonl");
    Files.createDirectories(log.getParent());
    Files.writeString(
        log,
        """
        {"timestamp":"2026-11-01T00:00:00.500Z","type":"session_meta","payload":{"id":"%s",\
        "timestamp":"2026-11-01T00:00:00.400Z","cwd":"/home/me/src/app"}}
        {"timestamp":"2026-11-01T00:00:01.000Z","type":"turn_context","payload":\
        {"cwd":"/home/me/src/app","model":"gpt-x"}}
        {"timestamp":"2026-11-01T00:00:02.000Z","type":"response_item","payload":{"type":"message",\
        "role":"user","content":[{"type":"input_text","text":"cwd is /home/me/src/app"}]}}
        {"timestamp":"2026-11-01T00:00:03.000Z","type":"response_item","payload":{"type":"message",\
        "role":"assistant","content":[{"type":"output_text","text":"it is"}]}}
        {"timestamp":"2026-11-01T00:00:04.000Z","type":"event_msg","payload":{"type":"token_count",\
        "info":{"total_token_usage":{"input_tokens":30,"output_tokens":20}}}}
        """
            .formatted(id));
    a.ingest();
    a.push();
    b.pull();
    try (Store store = Store.open(b.home().store());
        UnionView view = UnionView.open(b.home(), store);
        var carrier = new Carrier(view, b.env(), ZoneOffset.UTC)) {
      CarryPlan plan = carrier.plan(new SessionFiles(view).find(id).getFirst(), null);
      carrier.write(plan);
      assertThat(plan.resume()).isEqualTo("codex resume " + id);
    }
    Path carried =
        b.folder()
            .resolve(".codex/sessions/2026/11/01/rollout-2026-11-01T00-00-00-" + id + ".jsonl");
    assertThat(Files.readString(carried))
        .isEqualTo(
            Files.readString(log)
                .replace("\"cwd\":\"/home/me/src/app\"", "\"cwd\":\"" + here + "\""));
    Report.Counts before = totals(a);
    for (Path file : List.of(log, carried)) {
      boolean atWork = file.equals(carried);
      Files.writeString(
          file,
          """
          {"timestamp":"2026-11-01T00:00:1%1$d.000Z","type":"response_item","payload":\
          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"more %1$d"}]}}
          {"timestamp":"2026-11-01T00:00:1%1$d.500Z","type":"event_msg","payload":{"type":\
          "token_count","info":{"total_token_usage":{"input_tokens":30,"output_tokens":2%1$d}}}}
          """
              .formatted(atWork ? 5 : 4),
          StandardOpenOption.APPEND);
    }
    sync();
    assertThat(totals(a)).isEqualTo(totals(b));
    assertThat(totals(a).events()).isEqualTo(before.events() + 2);
    assertThat(totals(a).tokens().output()).isEqualTo(20 + 4 + 5);
    assertThat(a.view(Catalog::conflicts)).isEmpty();
  }
}
