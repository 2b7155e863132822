package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Thinking;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of the records of agents that keep databases, as their formats are published. */
class DatabasePartsTest {

  private static List<String> shown(String agent, String role, String text, String raw) {
    List<String> words = new ArrayList<>();
    for (Part part : Agents.parts(agent).parts(EventOf.record(role, text, raw))) {
      switch (part) {
        case ToolCall call -> {
          words.add("call " + call.name() + " " + call.input().path("command").asText());
          call.results().forEach(r -> words.add("result " + r.text()));
        }
        case ToolResult result -> words.add("result " + result.text());
        case Thinking thinking -> words.add("think " + thinking.text());
        case Part.Text said -> words.add(said.text());
        case Part.Image image -> words.add("image " + image.format());
        case Part.Marker marker -> words.add(marker.kind() + " " + marker.text());
      }
    }
    return words;
  }

  @Test
  void zedHasResultsBesideItsCalls() {
    assertThat(
            shown(
                "zed",
                "assistant",
                "I look.",
                """
                {'Agent':{'content':[{'Thinking':{'text':'hm','signature':null}},{'Text':'I look.'},
                 {'ToolUse':{'id':'c','name':'terminal','raw_input':'{}','input':{'command':'ls'}}},
                 {'RedactedThinking':'x'}],
                 'tool_results':{'c':{'tool_use_id':'c','tool_name':'terminal','is_error':false,
                  'content':[{'Text':'a'},{'Text':'b'}],'output':null}}}}
                """))
        .containsExactly("think hm", "I look.", "call terminal ls", "result a\nb");
    assertThat(
            shown(
                "zed",
                "user",
                "see",
                "{'User':{'id':'u','content':[{'Text':'see'},{'Mention':{'uri':'f','content':'t'}},"
                    + "{'Image':{'source':'aaaa'}}]}}"))
        .containsExactly("see", "t", "image ");
    assertThat(
            shown(
                "zed",
                "assistant",
                "Done.",
                """
                {'id':1,'role':'assistant','segments':[{'type':'thinking','text':'hm'},
                 {'type':'text','text':'Done.'}],
                 'tool_uses':[{'id':'c','name':'terminal','input':{'command':'ls'}}],
                 'tool_results':[{'tool_use_id':'c','is_error':false,'content':'a'}]}
                """))
        .containsExactly("think hm", "Done.", "call terminal ls", "result a");
    assertThat(shown("zed", "unknown", "", "'Resume'")).isEmpty();
  }

  @Test
  void crushHasTypedParts() {
    assertThat(
            shown(
                "crush",
                "assistant",
                "Two metres.",
                """
                {'parts':'[{\\'type\\':\\'reasoning\\',\\'data\\':{\\'thinking\\':\\'hm\\'}},\
                {\\'type\\':\\'text\\',\\'data\\':{\\'text\\':\\'Two metres.\\'}},\
                {\\'type\\':\\'tool_call\\',\\'data\\':{\\'id\\':\\'c\\',\\'name\\':\\'bash\\',\
                \\'input\\':\\'{}\\'}},\
                {\\'type\\':\\'finish\\',\\'data\\':{\\'reason\\':\\'canceled\\'}}]'}
                """))
        .containsExactly("think hm", "Two metres.", "call bash ", "INTERRUPTED ");
    assertThat(
            shown(
                "crush",
                "user",
                "",
                """
                {'parts':'[{\\'type\\':\\'text\\',\\'data\\':{\\'text\\':\\'go on\\',\\'hidden\\':true}},\
                {\\'type\\':\\'shell_command\\',\\'data\\':{\\'command\\':\\'ls\\',\
                \\'output\\':\\'a\\',\\'exit_code\\':0}},\
                {\\'type\\':\\'binary\\',\\'data\\':{\\'MIMEType\\':\\'image/png\\',\
                \\'Data\\':\\'aaaa\\'}}]'}
                """))
        .containsExactly("call shell ls", "result a", "image png");
  }

  @Test
  void kirosTurnsAndLinesHaveCallsAndResults() {
    assertThat(
            shown(
                "kiro",
                "assistant",
                "I look.",
                "{'ToolUse':{'message_id':'m','content':'I look.','tool_uses':"
                    + "[{'id':'c','name':'execute_bash','args':{'command':'ls'}}]}}"))
        .containsExactly("I look.", "call execute_bash ls");
    assertThat(
            shown(
                "kiro",
                "user",
                "no, this",
                "{'content':{'CancelledToolUses':{'prompt':'no, this','tool_use_results':"
                    + "[{'tool_use_id':'c','content':[{'Text':'refused'}],'status':'Error'}]}}}"))
        .containsExactly("no, this", "result refused");
    assertThat(
            shown(
                "kiro",
                "assistant",
                "I look.",
                """
                {'version':'v1','kind':'AssistantMessage','data':{'message_id':'m','content':[
                 {'kind':'thinking','data':{'text':'hm','signature':null}},
                 {'kind':'text','data':'I look.'},
                 {'kind':'toolUse','data':{'toolUseId':'c','name':'shell',
                  'input':{'command':'ls'}}}]}}
                """))
        .containsExactly("think hm", "I look.", "call shell ls");
    assertThat(
            shown(
                "kiro",
                "tool_result",
                "",
                "{'kind':'ToolResults','data':{'content':[{'kind':'toolResult','data':{"
                    + "'toolUseId':'c','content':[{'kind':'json','data':{'exit_status':'0',"
                    + "'stdout':'a','stderr':'b'}}],'status':'success'}}]}}"))
        .containsExactly("result a\nb");
  }

  @Test
  void cursorsBubblesHaveCallAndResult() {
    assertThat(
            shown(
                "cursor",
                "assistant",
                "",
                "{'type':2,'toolFormerData':{'name':'run_terminal_cmd','toolCallId':'c',"
                    + "'params':'{\\'command\\':\\'ls\\'}','rawArgs':'{}','status':'completed',"
                    + "'result':'{\\'output\\':\\'a\\'}'}}"))
        .containsExactly("call run_terminal_cmd ls", "result a");
    assertThat(
            shown(
                "cursor",
                "assistant",
                "",
                "{'type':2,'toolFormerData':{'name':'run_terminal_cmd','status':'loading',"
                    + "'rawArgs':'{\\'command\\':\\'ls\\'}'}}"))
        .containsExactly("call run_terminal_cmd ls");
    assertThat(shown("cursor", "assistant", "", "{'type':2,'thinking':{'text':'hm'}}"))
        .containsExactly("think hm");
  }

  @Test
  void antigravitysStepsHaveCallsAndResults() {
    assertThat(
            shown(
                "antigravity",
                "assistant",
                "I look.",
                "{'source':'MODEL','type':'PLANNER_RESPONSE','content':'I look.','thinking':'hm',"
                    + "'tool_calls':[{'name':'run_command','args':{'command':'ls'}}]}"))
        .containsExactly("think hm", "I look.", "call run_command ls");
    assertThat(
            shown(
                "antigravity",
                "tool_result",
                "",
                "{'source':'MODEL','type':'RUN_COMMAND','content':'a'}"))
        .containsExactly("result a");
  }
}
