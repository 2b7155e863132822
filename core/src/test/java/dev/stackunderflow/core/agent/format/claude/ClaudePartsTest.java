package dev.stackunderflow.core.agent.format.claude;

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

/** What is shown of Claude Code's lines. */
class ClaudePartsTest {

  private static List<Part> user(String content) {
    return parts("user", "{'type':'user','message':{'content':" + content + "}}");
  }

  private static List<Part> parts(String role, String raw) {
    return new ClaudeParts().parts(EventOf.record(role, "stored", raw));
  }

  @Test
  void anAnswersBlocksStayInTheirOrder() {
    List<Part> parts =
        parts(
            "assistant",
            """
            {'type':'assistant','message':{'content':[
              {'type':'thinking','thinking':'hm'},{'type':'text','text':'I look.'},
              {'type':'tool_use','id':'t1','name':'Bash','input':{'command':'ls'}},
              {'type':'redacted_thinking','data':'x'},{'type':'text','text':' '}]}}
            """);
    assertThat(parts).hasSize(3);
    assertThat(parts.get(0)).isEqualTo(new Part.Thinking("hm"));
    assertThat(parts.get(1)).isEqualTo(new Part.Text("I look."));
    assertThat(parts.get(2))
        .isInstanceOfSatisfying(
            ToolCall.class,
            call -> {
              assertThat(call.id()).isEqualTo("t1");
              assertThat(call.input().path("command").asText()).isEqualTo("ls");
            });
  }

  @Test
  void aResultKnowsItsCallItsImagesAndTheSubagent() {
    List<Part> parts =
        parts(
            "user",
            """
            {'type':'user','toolUseResult':{'agentId':'a5'},'message':{'content':[
              {'type':'tool_result','tool_use_id':'t1','is_error':true,'content':[
                {'type':'text','text':'no<system-reminder>be good</system-reminder>'},
                {'type':'image','source':{'media_type':'image/png','data':'AAAA'}}]}]}}
            """);
    assertThat(parts)
        .containsExactly(
            new ToolResult(
                "t1",
                "no",
                List.of(new Part.Image("png", 0, 0)),
                true,
                new Part.Subagent("a5", null)));
  }

  @Test
  void commandsRemindersAndInterruptionsReadAsTheyWereMeant() {
    assertThat(
            user("'<command-message>init is …</command-message><command-name>init</command-name>'"))
        .containsExactly(new Part.Text("/init"));
    assertThat(user("'<command-name>/rename</command-name> <command-args>Rain</command-args>'"))
        .containsExactly(new Part.Text("/rename Rain"));
    assertThat(user("'hello<system-reminder>\\n x </system-reminder>'"))
        .containsExactly(new Part.Text("hello"));
    assertThat(user("'<local-command-stdout>two\\nlines</local-command-stdout>'"))
        .containsExactly(new Marker(Kind.OUTPUT, "two\nlines"));
    assertThat(user("'<bash-input>ls</bash-input>'")).containsExactly(new Part.Text("! ls"));
    assertThat(user("'[Request interrupted by user for tool use]'"))
        .containsExactly(new Marker(Kind.INTERRUPTED, ""));
    assertThat(user("'a < b and <task> c'")).containsExactly(new Part.Text("a < b and <task> c"));
    assertThat(user("'<task-notification>done</task-notification>'")).isEmpty();
  }

  @Test
  void aCompactionIsItsSummaryAndMetaLinesAreHidden() {
    assertThat(parts("user", "{'type':'user','isCompactSummary':true,'message':{'content':'S'}}"))
        .containsExactly(new Marker(Kind.COMPACTED, "S"));
    assertThat(parts("user", "{'type':'user','isMeta':true,'message':{'content':'S'}}")).isEmpty();
    assertThat(parts("system", "{'type':'system','subtype':'stop_hook_summary'}")).isEmpty();
    assertThat(parts("attachment", "{'type':'attachment'}")).isEmpty();
  }

  @Test
  void aQueuedPromptIsMarkedAndShownOnce() {
    String raw =
        "{'type':'attachment','attachment':{'type':'queued_command','prompt':'and then?'}}";
    assertThat(parts("user", raw))
        .containsExactly(new Marker(Kind.QUEUED, ""), new Part.Text("and then?"));
    assertThat(new ClaudeParts().parts(EventOf.record("user", "and then?", raw, Event.REPLAYED)))
        .isEmpty();
  }

  @Test
  void ofARecordThatIsNotJsonTheStoredTextIsShown() {
    assertThat(parts("user", "not JSON")).containsExactly(new Part.Text("stored"));
    assertThat(parts("user", "{'type':7}")).containsExactly(new Part.Text("stored"));
  }
}
