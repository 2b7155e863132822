package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistral Vibe's sessions in the forms of several versions. */
class VibeTest {

  private static final String LOGS = ".vibe/logs/session/";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  @Test
  void whatTheCacheHadIsInThePromptAndTheModelInTheSettings() throws Exception {
    written.file(
        LOGS + "session_1/meta.json",
        "{'session_id':'v1','parent_session_id':'','start_time':'2026-06-13T10:00:00Z','working_dir':"
            + "'/home/me/pond','config':{'active_model':'m'},'title':' ','stats':{'session_prompt_tokens':100,"
            + "'session_completion_tokens':50,'session_cached_tokens':30}}");
    written.file(
        LOGS + "session_1/messages.jsonl",
        "{'role':'user','content':'be brief','injected':true}",
        "{'role':'user','content':'how deep'}",
        "{'role':'assistant','content':'two','reasoning_content':'hm','model':'n'}");
    assertThat(written.total()).isEqualTo("70 50 0 30");
    assertThat(written.column("role || ' ' || coalesce(model, '-') || ' ' || flags"))
        .containsExactly(
            "session - 0", "user - 8", "user - 0", "assistant n 0", "session.usage m 0");
    assertThat(written.sessions()).containsExactly("v1 pond: how deep");
  }

  @Test
  void theFirstVersionsKeptADocument() throws Exception {
    written.file(
        LOGS + "session_20251209_1.json",
        "{'metadata':{'session_id':'v0','start_time':'2025-12-09T10:00:00','environment':"
            + "{'working_directory':'/home/me/pond'},'stats':{'session_prompt_tokens':10,"
            + "'session_completion_tokens':5},'agent_config':{'active_model':'devstral-2'}},'messages':["
            + "{'role':'user','content':'how deep'},{'role':'assistant','content':'two'}]}");
    assertThat(written.sessions()).containsExactly("v0 pond: how deep");
    assertThat(written.total()).isEqualTo("10 5 0 0");
    assertThat(written.column("coalesce(model, '-')"))
        .containsExactly("-", "-", "devstral-2", "devstral-2");
  }

  @Test
  void theNewestVersionsKeepGenerations() throws Exception {
    String session = LOGS + "unified/v2/";
    written.file(session + "CURRENT", "{'generation':'000002','session_id':'v2'}");
    written.file(
        session + "generations/000002/manifest.json",
        "{'projection_state':{'chunks':['c1','c2']}}");
    written.file(
        session + "generations/000002/projection-state.json",
        "{'snapshot':{'session':{'id':'v2','title':'Depths','createdAt':1781344800000,'updatedAt':1781344809000,"
            + "'tokenUsage':{'inputTokens':100,'outputTokens':5,'cachedInputTokens':40}}}}");
    written.file(
        session + "generations/000002/runtime-state.json",
        "{'session_metadata':{'active_model':'m','cwd':'/home/me/pond'}}");
    written.file(
        session + "chunks/c1.json",
        "[{'type':'message','role':'user','id':'u','createdAt':1781344800000,'content':[{'type':'text','text':"
            + "'how deep'}]},{'type':'reasoning','id':'r','text':'hm','createdAt':1781344801000}]");
    written.file(
        session + "chunks/c2.json",
        "[{'type':'effect','id':'e','createdAt':1781344802000,'detail':{'toolName':'dive'},'state':{}},"
            + "{'type':'message','role':'assistant','id':'a','content':[{'type':'text','text':'two'}]}]");
    assertThat(written.events())
        .containsExactly(
            "ai-title: Depths",
            "user: how deep",
            "reasoning:",
            "assistant:  [\"dive\"]",
            "assistant: two",
            "session.usage:");
    assertThat(written.total()).isEqualTo("60 5 0 40");
    assertThat(written.sessions()).containsExactly("v2 pond: Depths");
  }

  @Test
  void whatWasThoughtCalledAndReturnedIsShown() {
    assertThat(
            parts(
                "assistant",
                "two",
                "{'role':'assistant','content':'two','reasoning_content':'hm'}"))
        .containsExactly(new Part.Thinking("hm"), new Part.Text("two"));
    assertThat(parts("reasoning", "", "{'type':'reasoning','text':'hm'}"))
        .containsExactly(new Part.Thinking("hm"));
    var call =
        (Part.ToolCall)
            parts(
                    "assistant",
                    "",
                    "{'type':'effect','id':'e','detail':{'toolName':'dive','input':{}},'state':{'output':"
                        + "{'content':[{'type':'text','text':'mud'}]}}}")
                .getFirst();
    assertThat(call.results()).containsExactly(Part.ToolResult.of("e", "mud"));
  }

  private static List<Part> parts(String role, String text, String raw) {
    return Agents.parts("vibe").parts(EventOf.record(role, text, raw));
  }
}
