package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as Cline's command line 2.18 wrote them, made short. */
class ClineTasksTest {

  private static final String TASK = ".cline/data/tasks/1795864391597/";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  private static String request(String provider) {
    return "{'type':'say','say':'api_req_started','ts':1795864398635,'modelInfo':{'providerId':'"
        + provider
        + "','modelId':'rain-1'},'text':'{\\'tokensIn\\':24260,\\'tokensOut\\':248,"
        + "\\'cacheWrites\\':0,\\'cacheReads\\':20220,\\'cost\\':0}'}";
  }

  @Test
  void overAnOpenAiCompatibleProviderTheInputHoldsTheCache() throws Exception {
    written.file(TASK + "ui_messages.json", "[" + request("openai") + "]");
    assertThat(written.total()).isEqualTo("4040 248 0 20220");
    written.file(TASK + "ui_messages.json", "[" + request("anthropic") + "]");
    assertThat(written.total()).isEqualTo("24260 248 0 20220");
  }

  @Test
  void whatSubagentsUsedCountsBesideTheRequests() throws Exception {
    String subagents =
        "{'type':'say','say':'subagent_usage','ts':1795864398700,'text':'{\\'source\\':"
            + "\\'subagents\\',\\'tokensIn\\':40,\\'tokensOut\\':2,\\'cacheWrites\\':1,"
            + "\\'cacheReads\\':3,\\'cost\\':0.5}'}";
    written.file(TASK + "ui_messages.json", "[" + request("anthropic") + "," + subagents + "]");
    assertThat(written.total()).isEqualTo("24300 250 1 20223");
  }

  @Test
  void theResultIsAnAnswerWhetherAToolOrOnlyTheScreenHasIt() throws Exception {
    String typed =
        "[{'role':'user','content':[{'type':'text','text':'<task>\\nhow many\\n</task>'},"
            + "{'type':'text','text':'\\n# task_progress RECOMMENDED\\n\\nInclude a list'}]}";
    String shown =
        "[{'ts':1795864400942,'type':'say','say':'completion_result','text':'Two egrets.'}]";
    written.file(TASK + "ui_messages.json", shown);
    written.file(TASK + "api_conversation_history.json", typed + "]");
    assertThat(written.events()).containsExactly("user: how many", "assistant: Two egrets.");
    written.file(
        TASK + "api_conversation_history.json",
        typed,
        ",{'role':'assistant','content':[{'type':'tool_use','id':'c','name':'attempt_completion',"
            + "'input':{'result':'Two egrets.'}}]},",
        "{'role':'user','content':[{'type':'text','text':'New instructions for task"
            + " continuation:\\n<user_message>\\nand toads\\n</user_message>'}]}]");
    assertThat(written.events())
        .containsExactlyInAnyOrder(
            "user: how many", "assistant: Two egrets. [\"attempt_completion\"]", "user: and toads");
  }
}
