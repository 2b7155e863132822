package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of Continue's extension in the forms of several versions. */
class ContinueTest {

  @TempDir private Path folder;

  private static List<Part> parts(String role, String text, String raw) {
    return Agents.parts("continue").parts(EventOf.record(role, text, raw));
  }

  @Test
  void theModelOfEachAnswerIsThatOfItsPrompt() throws Exception {
    var written = new Written(folder);
    written.file(
        ".continue/sessions/s1.json",
        "{'title':'','workspaceDirectory':'file:///home/me/pond','chatModelTitle':'Last','history':[",
        "{'message':{'role':'user','content':[{'type':'text','text':'how deep'},{'type':'imageUrl',"
            + "'imageUrl':{'url':'data:image/png;base64,AAAA'}}]}},",
        "{'message':{'role':'assistant','content':'two'},'promptLogs':[{'modelTitle':'Sonnet',"
            + "'completionOptions':{'model':'sonnet-4'}}]},",
        "{'message':{'role':'assistant','content':'metres'},'promptLogs':[{'modelTitle':'Haiku'}]},",
        "{'message':{'role':'assistant','content':'!'}}]}");
    written.file(
        ".continue/sessions/sessions.json",
        "[{'sessionId':'s1','dateCreated':'2026-05-01T10:00:00.000Z'}]");
    assertThat(written.sessions()).containsExactly("s1 pond: how deep");
    assertThat(written.column("coalesce(model, '-')"))
        .containsExactly("-", "-", "sonnet-4", "Haiku", "Last");
    assertThat(written.column("substr(timestamp, 1, 10)")).containsOnly("2026-05-01");
  }

  /** Anthropic's API has the cache beside the prompt, OpenAI's, which routers have, in it. */
  @Test
  void thePromptOfAModelThatARouterNamesHoldsTheCache() throws Exception {
    var written = new Written(folder);
    String answer =
        "{'message':{'role':'assistant','content':'two','usage':{'promptTokens':%d,'completionTokens':1,"
            + "'promptTokensDetails':{'cachedTokens':60}}},'promptLogs':[{'completionOptions':{'model':'%s'}}]}";
    written.file(
        ".continue/sessions/s1.json",
        "{'title':'Depths','history':[{'message':{'role':'user','content':'how deep'}},",
        String.join(
            ",",
            answer.formatted(100, "anthropic/claude-sonnet-4.5"),
            answer.formatted(100, "claude-sonnet-4-5"),
            answer.formatted(10, "anthropic/claude-sonnet-4.5")),
        "]}");
    assertThat(written.total()).isEqualTo("150 3 0 180");
  }

  private static String answer(String text, int prompt, int output) {
    return "{'message':{'role':'assistant','content':'%s','usage':{'prompt_tokens':%d,'completion_tokens':%d,'model':'m'}}}"
        .formatted(text, prompt, output);
  }

  private static String prompt(String text) {
    return "{'message':{'role':'user','content':'" + text + "'}},";
  }

  /** As {@code cn} 1.5.47 wrote it: the sums of a fork are without what it copied. */
  @Test
  void theMessagesThatAForkOfTheCommandLineCopiedCountOnce() throws Exception {
    var written = new Written(folder);
    String asked = prompt("how deep") + answer("I look", 24130, 244) + ",";
    String before = asked + answer("two metres", 24260, 248);
    written.file(
        ".continue/sessions/s1.json",
        "{'sessionId':'s1','workspaceDirectory':'/home/me/pond','history':[" + before + "],",
        "'usage':{'promptTokens':48390,'completionTokens':492}}");
    written.file(
        ".continue/sessions/s2.json",
        "{'sessionId':'s2','workspaceDirectory':'/home/me/pond','history':[" + before + ",",
        prompt("how wide") + answer("three", 24390, 252) + "],",
        "'usage':{'promptTokens':24390,'completionTokens':252}}");
    assertThat(written.sessions()).containsExactly("s1 pond: how deep", "s2 pond: how deep");
    assertThat(written.column("input_tokens"))
        .containsExactlyInAnyOrder("0", "0", "24130", "24260", "0", "0", "0", "0", "0", "24390");
  }

  @Test
  void whatToolsReturnedIsShown() {
    assertThat(
            parts(
                "assistant",
                "",
                """
                {'message':{'role':'assistant','content':'','toolCalls':[{'id':'c','type':'function',
                  'function':{'name':'ls','arguments':'{}'}}]},'reasoning':{'text':'hm'},
                  'conversationSummary':'so far','toolCallStates':[{'toolCallId':'c','status':'errored',
                  'output':[{'name':'n','description':'d','content':'no such folder'}]}]}
                """))
        .satisfiesExactly(
            part -> assertThat(part).isEqualTo(new Part.Thinking("hm")),
            part -> {
              Part.ToolResult result = ((Part.ToolCall) part).results().getFirst();
              assertThat(result.text()).isEqualTo("no such folder");
              assertThat(result.isError()).isTrue();
            },
            part -> assertThat(((Part.Marker) part).text()).isEqualTo("so far"));
    assertThat(
            parts(
                "tool_result", "", "{'message':{'role':'tool','content':'a b','toolCallId':'c'}}"))
        .containsExactly(Part.ToolResult.of("c", "a b"));
    assertThat(parts("thinking", "", "{'message':{'role':'thinking','content':'hm'}}"))
        .containsExactly(new Part.Thinking("hm"));
  }
}
