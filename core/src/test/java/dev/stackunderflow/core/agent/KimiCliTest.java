package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of the older Kimi CLI in the forms of several versions. */
class KimiCliTest {

  private static final String SESSIONS = ".kimi/sessions/0123/";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  private static String line(int second, String type, String payload) {
    return "{'timestamp':17500000%02d,'message':{'type':'%s','payload':%s}}"
        .formatted(second, type, payload);
  }

  private static String nested(String type, String payload) {
    return "{'task_tool_call_id':'c','event':{'type':'" + type + "','payload':" + payload + "}}";
  }

  @Test
  void whatSubagentsDidIsPartOfTheSession() throws Exception {
    String tokens = "{'token_usage':{'input_other':%d,'output':1},'message_id':'%s'}";
    written.file(
        SESSIONS + "k1/wire.jsonl",
        line(0, "TurnBegin", "{'user_input':'how deep'}"),
        line(1, "SubagentEvent", nested("TurnBegin", "{'user_input':'dive'}")),
        line(2, "SubagentEvent", nested("ContentPart", "{'type':'text','text':'mud'}")),
        line(3, "SubagentEvent", nested("StatusUpdate", tokens.formatted(10, "m1"))),
        line(4, "SteerInput", "{'user_input':[{'type':'text','text':'faster'}]}"),
        line(5, "ContentPart", "{'type':'text','text':'two'}"),
        line(6, "StatusUpdate", tokens.formatted(20, "m2")));
    assertThat(written.total()).isEqualTo("30 2 0 0");
    assertThat(written.column("role || ' ' || is_sidechain || ' ' || flags || ' ' || content_text"))
        .containsExactly(
            "user 0 0 how deep",
            "user 1 8 dive",
            "assistant 1 0 mud",
            "StatusUpdate 1 0 ",
            "user 0 0 faster",
            "assistant 0 0 two",
            "StatusUpdate 0 0 ");
  }

  @Test
  void theFirstVersionsKeptOnlyTheContext() throws Exception {
    String[] context = {
      "{'role':'user','content':'how deep'}",
      "{'role':'_checkpoint','id':0}",
      "{'role':'assistant','content':[{'type':'think','think':'hm'},{'type':'text','text':'two'}],"
          + "'tool_calls':[{'type':'function','id':'c','function':{'name':'dive','arguments':'{}'}}]}",
      "{'role':'tool','content':'mud','tool_call_id':'c'}"
    };
    written.file(SESSIONS + "k1.jsonl", context);
    written.file(SESSIONS + "k2/context.jsonl", context);
    written.file(SESSIONS + "k2.jsonl", context[0]);
    written.file(SESSIONS + "k3/context.jsonl", context);
    written.file(SESSIONS + "k3/wire.jsonl", line(0, "TurnBegin", "{'user_input':'newer'}"));
    assertThat(written.sessions())
        .containsExactly("k1 unknown: how deep", "k2 unknown: how deep", "k3 unknown: newer");
    assertThat(written.home().rows("SELECT count(*) FROM messages WHERE role = 'assistant'"))
        .containsExactly("2");
  }

  @Test
  void whatToolsReturnedIsShown() {
    assertThat(
            parts(
                "ToolResult",
                "",
                line(
                    0,
                    "ToolResult",
                    "{'tool_call_id':'c','return_value':{'is_error':true,'output':'','message':'too deep'}}")))
        .containsExactly(new Part.ToolResult("c", "too deep", List.of(), true, null));
  }

  private static List<Part> parts(String role, String text, String raw) {
    return Agents.parts("kimi").parts(EventOf.record(role, text, raw));
  }
}
