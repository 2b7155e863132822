package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sessions carried back, restored, or carried in special cases. */
class CarryBackIT extends CarriedSession {

  @Test
  void carryingBackAppendsTheOtherMachinesLines() throws Exception {
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
  void logWithUningestedLinesIsNotChanged() throws Exception {
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
  void logThatTheAgentDeletedIsRestoredFromTheVault() throws Exception {
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
  void subagentsAreCarriedToo() throws Exception {
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
  void missingProjectFolderIsAskedFor() throws Exception {
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
  void codexSessionIsCarriedAndStaysOne() throws Exception {
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
