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

/** What is shown of each agent's records, as their real clients write them. */
class AgentPartsTest {

  /** The parts in words: {@code call bash ls}, {@code result hi}, {@code think …}, or the text. */
  private static List<String> shown(String agent, String role, String text, String raw) {
    List<String> words = new ArrayList<>();
    for (Part part : Agents.parts(agent).parts(EventOf.record(role, text, raw))) {
      switch (part) {
        case ToolCall call -> {
          words.add("call " + call.name() + " " + call.input().path("command").asText());
          call.results().forEach(r -> words.add("result " + r.text().strip()));
        }
        case ToolResult result -> words.add("result " + result.text().strip());
        case Thinking thinking -> words.add("think " + thinking.text());
        case Part.Text said -> words.add(said.text());
        case Part.Image image -> words.add("image " + image.format());
        case Part.Marker marker -> words.add(marker.kind() + " " + marker.text());
      }
    }
    return words;
  }

  @Test
  void openCodeHasCallAndResultInOnePart() {
    for (String agent : List.of("opencode", "kilo")) {
      assertThat(
              shown(
                  agent,
                  "assistant",
                  "I use it.",
                  """
                  {'info':{},'parts':[{'type':'step-start'},{'type':'reasoning','text':'hm'},
                   {'type':'text','text':'I use it.'},{'type':'tool','tool':'bash','callID':'c',
                    'state':{'status':'completed','input':{'command':'ls'},'output':'a b'}}]}
                  """))
          .containsExactly("think hm", "I use it.", "call bash ls", "result a b");
    }
    assertThat(
            shown(
                "opencode",
                "assistant",
                "",
                "{'parts':[{'type':'tool','tool':'bash','state':{'input':{},'error':'no'}}]}"))
        .containsExactly("call bash ", "result no");
  }

  @Test
  void geminiAndQwenHaveFunctionCalls() {
    assertThat(
            shown(
                "gemini",
                "assistant",
                "",
                """
                {'type':'gemini','content':'','thoughts':[{'subject':'Plan','description':'hm'}],
                 'toolCalls':[{'id':'r','name':'run_shell_command','args':{'command':'ls'},
                  'result':[{'functionResponse':{'response':{'output':'raw'}}}],
                  'status':'success','resultDisplay':'a b'}]}
                """))
        .containsExactly("think hm", "call run_shell_command ls", "result a b");
    assertThat(
            shown(
                "qwen",
                "assistant",
                "I use it.",
                """
                {'message':{'parts':[{'text':'hm','thought':true},{'text':'I use it.'},
                 {'functionCall':{'id':'c','name':'run','args':{'command':'ls'}}}]}}
                """))
        .containsExactly("think hm", "I use it.", "call run ls");
    assertThat(
            shown(
                "qwen",
                "tool_result",
                "",
                "{'message':{'parts':[{'functionResponse':{'id':'c','response':{'output':'a'}}}]}}"))
        .containsExactly("result a");
  }

  @Test
  void copilotHasRequestsAndTheirCompletion() {
    assertThat(
            shown(
                "copilot",
                "assistant",
                "",
                """
                {'type':'assistant.message','data':{'content':'','reasoningText':'hm',
                 'toolRequests':[{'toolCallId':'c','name':'bash','arguments':{'command':'ls'},
                  'type':'function'}]}}
                """))
        .containsExactly("think hm", "call bash ls");
    assertThat(
            shown(
                "copilot",
                "tool.execution_complete",
                "",
                "{'type':'tool.execution_complete','data':{'toolCallId':'c','success':true,"
                    + "'result':{'content':'a'}}}"))
        .containsExactly("result a");
    assertThat(
            shown(
                "copilot",
                "tool.execution_start",
                "",
                "{'type':'tool.execution_start','data':{'toolName':'bash','arguments':{}}}"))
        .isEmpty();
  }

  @Test
  void piOpenClawDroidAmpAndClineHaveBlocks() {
    for (String agent : List.of("pi", "omp", "openclaw")) {
      assertThat(
              shown(
                  agent,
                  "assistant",
                  "I use it.",
                  """
                  {'type':'message','message':{'role':'assistant','content':[
                   {'type':'thinking','thinking':'hm'},{'type':'text','text':'I use it.'},
                   {'type':'toolCall','id':'c','name':'bash','arguments':{'command':'ls'}}]}}
                  """))
          .containsExactly("think hm", "I use it.", "call bash ls");
      assertThat(
              shown(
                  agent,
                  "toolResult",
                  "a\n",
                  "{'type':'message','message':{'role':'toolResult','toolCallId':'c',"
                      + "'content':[{'type':'text','text':'a'}]}}"))
          .containsExactly("result a");
    }
    String blocks =
        "'content':[{'type':'tool_use','id':'c','name':'Bash','input':{'command':'ls'}}]";
    assertThat(shown("droid", "assistant", "", "{'message':{" + blocks + "}}"))
        .containsExactly("call Bash ls");
    for (String agent : List.of("amp", "cline", "roo", "kilo")) {
      assertThat(shown(agent, "assistant", "", "{" + blocks + "}")).containsExactly("call Bash ls");
    }
    assertThat(
            shown(
                "amp",
                "tool_result",
                "",
                "{'content':[{'type':'tool_result','toolUseID':'c',"
                    + "'run':{'status':'done','result':{'output':'a','exitCode':0}}}]}"))
        .containsExactly("result a");
  }

  @Test
  void kimiGrokGooseHermesAndCodebuffHaveTheirOwn() {
    assertThat(
            shown(
                "kimi",
                "assistant",
                "",
                "{'event':{'type':'tool.call','toolCallId':'c','name':'Bash','args':"
                    + "{'command':'ls'}}}"))
        .containsExactly("call Bash ls");
    assertThat(
            shown(
                "kimi",
                "tool.result",
                "",
                "{'event':{'type':'tool.result','toolCallId':'c','result':{'output':'a'}}}"))
        .containsExactly("result a");
    assertThat(
            shown(
                "grok",
                "assistant",
                "I use it.",
                "{'type':'assistant','content':'I use it.','tool_calls':[{'id':'c','name':'run',"
                    + "'arguments':'{\\\"command\\\":\\\"ls\\\"}'}]}"))
        .containsExactly("I use it.", "call run ls");
    assertThat(
            shown(
                "grok",
                "tool_result",
                "",
                "{'type':'tool_result','tool_call_id':'c','content':'a'}"))
        .containsExactly("result a");
    assertThat(
            shown(
                "goose",
                "assistant",
                "",
                "{'content_json':'[{\\\"type\\\":\\\"toolRequest\\\",\\\"id\\\":\\\"c\\\","
                    + "\\\"toolCall\\\":{\\\"value\\\":{\\\"name\\\":\\\"shell\\\","
                    + "\\\"arguments\\\":{\\\"command\\\":\\\"ls\\\"}}}}]'}"))
        .containsExactly("call shell ls");
    assertThat(
            shown(
                "hermes",
                "assistant",
                "",
                "{'role':'assistant','tool_calls':'[{\\\"id\\\":\\\"c\\\",\\\"type\\\":"
                    + "\\\"function\\\",\\\"function\\\":{\\\"name\\\":\\\"terminal\\\","
                    + "\\\"arguments\\\":\\\"{}\\\"}}]'}"))
        .containsExactly("call terminal ");
    assertThat(
            shown(
                "codebuff",
                "assistant",
                "Done.",
                "{'blocks':[{'type':'tool','toolName':'run','input':{'command':'ls'},"
                    + "'output':'a'},{'type':'text','content':'Done.'}]}"))
        .containsExactly("call run ls", "result a", "Done.");
  }

  @Test
  void whereNothingIsKnownTheStoredTextAndTheNamesOfTheToolsAreShown() {
    assertThat(shown("continue", "assistant", "hello", "{}")).containsExactly("hello");
    assertThat(shown("nobody", "user", "hello", "[]")).containsExactly("hello");
    assertThat(shown("nobody", "config", "hello", "{}")).isEmpty();
    assertThat(shown("pi", "user", "hello", "half a li")).containsExactly("hello");
  }
}
