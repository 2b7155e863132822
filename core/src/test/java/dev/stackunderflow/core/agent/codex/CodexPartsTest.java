package dev.stackunderflow.core.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Marker;
import dev.stackunderflow.core.transcript.Part.Marker.Kind;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of a rollout's lines. */
class CodexPartsTest {

  private static List<Part> item(String role, String payload) {
    return line(role, "response_item", payload);
  }

  private static List<Part> line(String role, String type, String payload) {
    return new CodexParts()
        .parts(EventOf.record(role, "stored", "{'type':'" + type + "','payload':" + payload + "}"));
  }

  private static ToolCall call(String payload) {
    return (ToolCall) item("assistant", payload).getFirst();
  }

  @Test
  void callsHaveTheirArgumentsWhetherTheyAreJsonOrText() {
    ToolCall function =
        call(
            "{'type':'function_call','name':'exec_command','call_id':'c1',"
                + "'arguments':'{\\\"cmd\\\":\\\"ls\\\"}'}");
    assertThat(function.id()).isEqualTo("c1");
    assertThat(function.input().path("cmd").asText()).isEqualTo("ls");
    ToolCall custom =
        call("{'type':'custom_tool_call','name':'apply_patch','input':'*** Begin Patch'}");
    assertThat(custom.input().textValue()).isEqualTo("*** Begin Patch");
    ToolCall shell = call("{'type':'local_shell_call','action':{'command':['bash','-lc','ls']}}");
    assertThat(shell.input().path("command")).hasSize(3);
    assertThat(call("{'type':'function_call','name':'f','namespace':'mcp__gh'}").name())
        .isEqualTo("mcp__gh__f");
  }

  @Test
  void anOutputIsItsTextAndNamesTheSubagentItStarted() {
    assertThat(
            item(
                "function_call_output",
                "{'type':'function_call_output','call_id':'c1','output':'hi'}"))
        .containsExactly(ToolResult.of("c1", "hi"));
    assertThat(
            item(
                "custom_tool_call_output",
                "{'type':'custom_tool_call_output','call_id':'c1',"
                    + "'output':'{\\\"output\\\":\\\"no\\\",\\\"metadata\\\":{\\\"exit_code\\\":1}}'}"))
        .containsExactly(new ToolResult("c1", "no", List.of(), true, null));
    ToolResult started =
        (ToolResult)
            item(
                    "function_call_output",
                    "{'type':'function_call_output','call_id':'c1',"
                        + "'output':'{\\\"agent_id\\\":\\\"a1\\\",\\\"nickname\\\":\\\"Ann\\\"}'}")
                .getFirst();
    assertThat(started.subagent()).isEqualTo(new Part.Subagent("a1", "Ann"));
  }

  @Test
  void reasoningIsThoughtAndWhatCodexAddsIsHidden() {
    assertThat(
            item(
                "reasoning",
                "{'type':'reasoning','summary':[{'type':'summary_text','text':'**Plan**'}],"
                    + "'content':null}"))
        .containsExactly(new Part.Thinking("**Plan**"));
    assertThat(item("reasoning", "{'type':'reasoning','summary':[],'encrypted_content':'x'}"))
        .isEmpty();
    String message = "{'type':'message','content':[{'type':'input_text','text':'hello'}]}";
    assertThat(item("developer", message)).isEmpty();
    assertThat(item("user", message)).containsExactly(new Part.Text("hello"));
    assertThat(item("user", message.replace("hello", "<turn_aborted>x</turn_aborted>"))).isEmpty();
    String raw = "{'type':'response_item','payload':" + message + "}";
    assertThat(new CodexParts().parts(EventOf.record("user", "hello", raw, Event.NOT_TYPED)))
        .isEmpty();
  }

  @Test
  void abortsAndCompactionsAreMarkedAndOtherEventsRepeatItems() {
    assertThat(line("event_msg", "event_msg", "{'type':'turn_aborted'}"))
        .containsExactly(new Marker(Kind.INTERRUPTED, ""));
    assertThat(line("compacted", "compacted", "{'message':'S'}"))
        .containsExactly(new Marker(Kind.COMPACTED, "S"));
    assertThat(line("event_msg", "event_msg", "{'type':'agent_message','message':'x'}")).isEmpty();
    assertThat(item("web_search_call", "{'type':'ghost_snapshot'}")).isEmpty();
  }

  @Test
  void aCommandOfTheUserIsShownWithItsOutputAndAReviewWithItsResults() {
    String command =
        "<user_shell_command>\\n<command>\\necho hi\\n</command>\\n<result>\\nhi\\n</result>\\n"
            + "</user_shell_command>";
    assertThat(
            item(
                "user",
                "{'type':'message','content':[{'type':'input_text','text':'" + command + "'}]}"))
        .containsExactly(new Part.Text("! echo hi"), new Marker(Kind.OUTPUT, "hi"));
    String found = "<user_action>\n  <results>\n  It flies\n  </results>\n</user_action>";
    String raw = "{'type':'response_item','payload':{'type':'message','content':[]}}";
    assertThat(new CodexParts().parts(EventOf.record("user", found, raw, Event.NOT_TYPED)))
        .containsExactly(new Marker(Kind.OUTPUT, "It flies"));
    assertThat(
            line(
                "user",
                "event_msg",
                "{'type':'entered_review_mode','target':{'type':'baseBranch'},"
                    + "'user_facing_hint':'changes against main'}"))
        .containsExactly(new Part.Text("/review changes against main"));
  }
}
