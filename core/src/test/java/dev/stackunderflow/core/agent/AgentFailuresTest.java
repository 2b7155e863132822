package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What each agent's client writes of {@code exit 3}, and of a command that succeeds. */
class AgentFailuresTest {

  record Written(String agent, String role, String raw) {

    private static Written of(String agent, String role, String raw) {
      return new Written(agent, role, raw);
    }

    @Override
    public String toString() {
      return agent + " " + raw.hashCode();
    }
  }

  /** CODE is the exit code, FLAG whether that is a failure, STATUS the same in a word. */
  static final List<Written> RECORDS =
      List.of(
          Written.of(
              "claude",
              "user",
              "{'type':'user','message':{'content':[{'type':'tool_result','tool_use_id':'c',"
                  + "'content':'x','is_error':FLAG}]}}"),
          Written.of(
              "codex",
              "function_call_output",
              "{'type':'response_item','payload':{'type':'function_call_output','call_id':'c',"
                  + "'output':'Chunk ID: b5\\nWall time: 0.0 seconds\\n"
                  + "Process exited with code CODE\\nOutput:\\nx'}}"),
          Written.of(
              "codex",
              "function_call_output",
              "{'type':'response_item','payload':{'type':'function_call_output','call_id':'c',"
                  + "'output':'Exit code: CODE\\nWall time: 0 seconds\\nOutput:\\nx'}}"),
          Written.of(
              "opencode",
              "assistant",
              "{'parts':[{'type':'tool','tool':'bash','callID':'c','state':{'status':'completed',"
                  + "'input':{},'output':'x','metadata':{'output':'x','exit':CODE}}}]}"),
          Written.of(
              "gemini",
              "assistant",
              "{'toolCalls':[{'id':'c','name':'run_shell_command','args':{},'status':'success',"
                  + "'resultDisplay':'x','result':[{'functionResponse':{'id':'c','response':"
                  + "{'output':'Output: x\\nExit Code: CODE\\nProcess Group PGID: 1'}}}]}]}"),
          Written.of(
              "qwen",
              "tool_result",
              "{'message':{'parts':[{'functionResponse':{'id':'c','name':'run_shell_command',"
                  + "'response':{'output':'Output: x\\nError: (none)\\nExit Code: CODE'}}}]}}"),
          Written.of(
              "copilot",
              "tool.execution_complete",
              "{'type':'tool.execution_complete','data':{'toolCallId':'c','success':true,"
                  + "'shellExecution':{'exitCode':CODE},'result':{'content':'x'}}}"),
          Written.of(
              "grok",
              "tool_result",
              "{'type':'tool_result','tool_call_id':'c','content':'exit: CODE\\nx'}"),
          Written.of(
              "kimi",
              "tool.result",
              "{'event':{'type':'tool.result','toolCallId':'c',"
                  + "'result':{'output':'x','isError':FLAG}}}"),
          Written.of(
              "droid",
              "tool_result",
              "{'message':{'content':[{'type':'tool_result','tool_use_id':'c','is_error':FLAG,"
                  + "'content':'x'}]}}"),
          Written.of(
              "pi",
              "toolResult",
              "{'message':{'role':'toolResult','toolCallId':'c','isError':FLAG,"
                  + "'content':[{'type':'text','text':'x'}]}}"),
          Written.of(
              "amp",
              "tool_result",
              "{'content':[{'type':'tool_result','toolUseID':'c','run':{'status':'done',"
                  + "'result':{'output':'x','exitCode':CODE}}}]}"),
          Written.of(
              "goose",
              "tool_result",
              "{'content':[{'type':'toolResponse','id':'c','toolResult':{'status':'STATUS',"
                  + "'value':[{'type':'text','text':'x'}]}}]}"),
          Written.of(
              "crush",
              "tool",
              "{'parts':'[{\\'type\\':\\'tool_result\\',\\'data\\':{\\'tool_call_id\\':\\'c\\',"
                  + "\\'content\\':\\'x\\',\\'is_error\\':FLAG}}]'}"),
          Written.of(
              "zed",
              "assistant",
              "{'Agent':{'content':[{'ToolUse':{'id':'c','name':'terminal','input':{}}}],"
                  + "'tool_results':{'c':{'tool_use_id':'c','is_error':FLAG,"
                  + "'content':{'Text':'x'}}}}}"),
          Written.of(
              "kiro",
              "tool_result",
              "{'content':{'ToolUseResults':{'tool_use_results':[{'tool_use_id':'c',"
                  + "'content':[{'Json':{'exit_status':'CODE','stdout':'x','stderr':''}}],"
                  + "'status':'Success'}]}}}"),
          Written.of(
              "kiro",
              "tool_result",
              "{'kind':'ToolResults','data':{'content':[{'kind':'toolResult','data':"
                  + "{'toolUseId':'c','content':[{'kind':'json','data':"
                  + "{'exit_status':'exit status: CODE','stdout':'x'}}],'status':'success'}}]}}"),
          Written.of(
              "cursor",
              "assistant",
              "{'type':2,'toolFormerData':{'name':'run','toolCallId':'c','rawArgs':'{}',"
                  + "'result':'{\\'output\\':\\'x\\',\\'exitCode\\':CODE}'}}"),
          Written.of(
              "antigravity",
              "tool_result",
              "{'source':'TOOL','type':'TOOL_RESULT','exit_code':CODE,'content':'x'}"));

  private static List<ToolResult> results(Written written, int code) {
    String raw =
        written
            .raw()
            .replace("CODE", String.valueOf(code))
            .replace("FLAG", String.valueOf(code != 0))
            .replace("STATUS", code == 0 ? "success" : "error");
    List<ToolResult> results = new ArrayList<>();
    for (Part part : Agents.parts(written.agent()).parts(EventOf.record(written.role(), "", raw))) {
      if (part instanceof ToolResult result) {
        results.add(result);
      } else if (part instanceof ToolCall call) {
        results.addAll(call.results());
      }
    }
    return results;
  }

  @ParameterizedTest
  @FieldSource("RECORDS")
  void aResultIsMarkedAsFailedWhereTheAgentSaysSo(Written written) {
    assertThat(results(written, 3)).hasSize(1).allMatch(ToolResult::isError);
    assertThat(results(written, 0)).hasSize(1).noneMatch(ToolResult::isError);
    assertThat(results(written, 3)).allMatch(result -> result.text().contains("x"));
  }
}
