package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sessions of agents that resume a copy of their log. What the real clients did is in
 * docs/agents.md.
 */
class CarryCopiedLogIT extends TwoMachines {

  private static final String THERE = "/home/ann/src/my.app";

  private Path here;

  @BeforeEach
  void checkOut() throws Exception {
    here = Files.createDirectories(b.folder().resolve("src/my.app")).toRealPath();
  }

  private void begin(String file, String... lines) throws Exception {
    Path log = a.folder().resolve(file);
    Files.createDirectories(log.getParent());
    Files.writeString(log, String.join("\n", lines) + "\n");
    a.ingest();
    a.push();
    b.pull();
  }

  private static CarryPlan carry(Machine machine, String provider, String id, Path to)
      throws Exception {
    try (Store store = Store.open(machine.home().store());
        UnionView view = UnionView.open(machine.home(), store);
        var carrier = new Carrier(view, machine.env(), ZoneOffset.UTC)) {
      CarryPlan plan = carrier.plan(new SessionName(provider, id), to);
      carrier.write(plan);
      return plan;
    }
  }

  @Test
  void aSessionOfPiIsWrittenIntoTheFolderNamedAfterTheProject() throws Exception {
    begin(
        ".pi/agent/sessions/--home-ann-src-my.app--/2026-11-01T00-00-01-000Z_p1.jsonl",
        """
        {"type":"session","version":3,"id":"p1","timestamp":"2026-11-01T00:00:01.000Z",\
        "cwd":"/home/ann/src/my.app"}""",
        """
        {"type":"message","id":"m1","parentId":null,"timestamp":"2026-11-01T00:00:02.000Z",\
        "message":{"role":"user","content":"how deep"}}""");
    CarryPlan plan = carry(b, "pi", "p1", here);
    String folder = "--" + here.toString().substring(1).replace('/', '-') + "--";
    Path log =
        b.folder()
            .resolve(".pi/agent/sessions")
            .resolve(folder)
            .resolve("2026-11-01T00-00-01-000Z_p1.jsonl");
    assertThat(plan.files()).singleElement().extracting(CarryPlan.LogFile::path).isEqualTo(log);
    assertThat(Files.readString(log)).contains("\"cwd\":\"" + here + "\"").contains("how deep");
    assertThat(plan.resume()).isEqualTo("pi --session p1");
    assertOneSession();
  }

  /** The folder's name is the path below the home folder; a subagent is in the log's folder. */
  @Test
  void aSessionOfOhMyPiIsWrittenWithItsSubagents() throws Exception {
    String log = "2026-11-28T14-52-44-792Z_01a222a4-f178-765c-a518-99ad1ccc790f";
    String sessions = ".omp/agent/sessions/";
    Path child = a.folder().resolve(sessions + "-src-my.app/" + log + "/Frogs.jsonl");
    Files.createDirectories(child.getParent());
    Files.writeString(
        child,
        """
        {"type":"session","version":3,"id":"01a222a5-0000-765c-a518-99ad1ccc790f",\
        "timestamp":"2026-11-28T14:53:00.000Z","cwd":"/home/ann/src/my.app"}
        """);
    begin(
        sessions + "-src-my.app/" + log + ".jsonl",
        """
        {"type":"title","v":1,"title":"","updatedAt":"2026-11-28T14:52:44.792Z","pad":" "}""",
        """
        {"type":"session","version":3,"id":"01a222a4-f178-765c-a518-99ad1ccc790f",\
        "timestamp":"2026-11-28T14:52:44.792Z","cwd":"/home/ann/src/my.app"}""",
        """
        {"type":"message","id":"m1","parentId":null,"timestamp":"2026-11-28T14:52:45.000Z",\
        "message":{"role":"user","content":"how deep"}}""");
    CarryPlan plan = carry(b, "omp", "01a222a4-f178-765c-a518-99ad1ccc790f", here);
    Path project = b.folder().resolve(sessions).resolve("-src-my.app");
    assertThat(project.resolve(log + ".jsonl"))
        .content()
        .contains("\"cwd\":\"" + here + "\"", "how deep");
    assertThat(project.resolve(log).resolve("Frogs.jsonl")).exists();
    assertThat(plan.resume()).isEqualTo("omp --resume 01a222a4-f178-765c-a518-99ad1ccc790f");
    assertOneSession();
    assertThat(carry(b, "omp", "01a222a4-f178-765c-a518-99ad1ccc790f", here).missing()).isZero();
  }

  @Test
  void aSessionOfQwenCodeHasTheFolderInEveryLine() throws Exception {
    begin(
        ".qwen/projects/-home-ann-src-my-app/chats/q1.jsonl",
        """
        {"uuid":"u1","parentUuid":null,"sessionId":"q1","timestamp":"2026-11-01T00:00:01.000Z",\
        "type":"user","provenance":"real_user","cwd":"/home/ann/src/my.app",\
        "message":{"role":"user","parts":[{"text":"how deep"}]}}""",
        """
        {"uuid":"u2","parentUuid":"u1","sessionId":"q1","timestamp":"2026-11-01T00:00:02.000Z",\
        "type":"assistant","cwd":"/home/ann/src/my.app","model":"m",\
        "message":{"role":"model","parts":[{"text":"two metres"}]}}""");
    CarryPlan plan = carry(b, "qwen", "q1", here);
    Path log =
        b.folder()
            .resolve(".qwen/projects")
            .resolve(here.toString().replaceAll("[^A-Za-z0-9]", "-"))
            .resolve("chats/q1.jsonl");
    assertThat(Files.readString(log)).doesNotContain(THERE).contains("two metres");
    assertThat(plan.resume()).isEqualTo("qwen -r q1");
    assertOneSession();
  }

  @Test
  void aSessionOfCopilotNamesTheFolderWhereItBeginsAndIsResumed() throws Exception {
    begin(
        ".copilot/session-state/c1/events.jsonl",
        """
        {"type":"session.start","data":{"sessionId":"c1","context":{"cwd":"/home/ann/src/my.app"}},\
        "id":"e1","timestamp":"2026-11-01T00:00:01.000Z"}""",
        """
        {"type":"user.message","data":{"content":"how deep"},"id":"e2",\
        "timestamp":"2026-11-01T00:00:02.000Z"}""");
    CarryPlan plan = carry(b, "copilot", "c1", here);
    Path log = b.folder().resolve(".copilot/session-state/c1/events.jsonl");
    assertThat(Files.readString(log)).contains("\"cwd\":\"" + here + "\"").contains("how deep");
    assertThat(plan.resume()).isEqualTo("copilot --resume=c1");
    assertOneSession();
    assertThat(carry(b, "copilot", "c1", here).missing()).isZero();
  }

  @Test
  void aSessionOfKimiIsBoundToTheFolderHereWithItsSubagents() throws Exception {
    String session = ".kimi-code/sessions/wd_my.app_0123456789ab/session_k1/";
    Path state = a.folder().resolve(session + "state.json");
    Files.createDirectories(state.getParent());
    Files.writeString(state, "{\"id\":\"session_k1\",\"cwd\":\"" + THERE + "\"}");
    String bound =
        """
        {"type":"runtime.set_binding","workspaceId":"wd_my.app_0123456789ab","time":1793491200000}""";
    Path child = a.folder().resolve(session + "agents/agent-1/wire.jsonl");
    Files.createDirectories(child.getParent());
    Files.writeString(child, bound + "\n");
    begin(
        session + "agents/main/wire.jsonl",
        bound,
        """
        {"type":"turn.prompt","input":[{"type":"text","text":"how deep"}],"promptId":"p1",\
        "time":1793491201000}""");
    CarryPlan plan = carry(b, "kimi", "session_k1", here);
    Path log = plan.files().getFirst().path();
    assertThat(log.toString())
        .contains("/.kimi-code/sessions/wd_my.app_")
        .endsWith("/main/wire.jsonl");
    String workspace = log.getName(log.getNameCount() - 5).toString();
    assertThat(workspace).isNotEqualTo("wd_my.app_0123456789ab");
    assertThat(Files.readString(log)).contains("\"workspaceId\":\"" + workspace + "\"");
    Path agents = log.resolve("../..").normalize();
    assertThat(agents.resolve("agent-1/wire.jsonl")).content().contains(workspace);
    assertThat(agents.resolveSibling("state.json"))
        .content()
        .contains("\"cwd\":\"" + here + "\"", "\"agent-1\"");
    assertThat(plan.resume()).isEqualTo("kimi -r session_k1");
    assertOneSession();
    assertThat(carry(b, "kimi", "session_k1", here).missing()).isZero();
  }

  private void assertOneSession() throws Exception {
    b.ingest();
    List<SessionView> sessions = b.view(view -> view.sessions(new DeviceFilter.All(), 9));
    assertThat(sessions).singleElement().extracting(SessionView::title).isEqualTo("how deep");
  }

  /** Codex' first versions wrote documents, which later ones cannot continue. */
  @Test
  void aConversationOfCodexFirstVersionsIsNotWrittenAsARollout() throws Exception {
    begin(
        ".codex/sessions/rollout-2025-04-20-x1.json",
        """
        {"session":{"timestamp":"2025-04-20T10:00:00Z","id":"x1"},"items":[\
        {"type":"message","id":"i1","role":"user","content":[{"text":"how deep"}]}]}""");
    assertThatThrownBy(() -> carry(b, "codex", "i1", here)).isInstanceOf(CarryException.class);
    assertThat(b.folder().resolve(".codex")).doesNotExist();
  }

  @Test
  void anAgentThatCannotResumeACopySaysWhy() throws Exception {
    begin(
        ".cursor/projects/home-ann/agent-transcripts/c1.jsonl",
        """
        {"role":"user","message":{"content":[{"type":"text","text":"how deep"}]}}""");
    assertThatThrownBy(() -> carry(b, "cursor", "c1", here))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("Cursor cannot open a copied conversation")
        .hasMessageContaining(
            "Claude Code, Codex, Cline, Command Code, Copilot CLI", "Pi, Qwen Code")
        .hasMessageContaining("Nothing was written");
  }
}
