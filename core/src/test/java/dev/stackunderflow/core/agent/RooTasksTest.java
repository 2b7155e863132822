package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of Roo Code in the forms of several versions. */
class RooTasksTest {

  private static final String TASKS =
      ".config/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks/";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  private static String request(long ts, int tokens) {
    return "{'type':'say','say':'api_req_started','ts':"
        + ts
        + ",'text':'{\\'tokensIn\\':"
        + tokens
        + ",\\'tokensOut\\':1}'}";
  }

  @Test
  void aTaskWithoutAHistoryIsReadFromWhatWasShown() throws Exception {
    written.file(
        TASKS + "t1/ui_messages.json",
        "[{'type':'say','say':'text','ts':1772000000000,'text':'how deep'},",
        request(1772000001000L, 10) + ",",
        "{'type':'say','say':'text','ts':1772000002000,'text':'two metres'},",
        "{'type':'say','say':'user_feedback','ts':1772000003000,'text':'and wide'}]");
    assertThat(written.events())
        .containsExactly(
            "user: how deep", "assistant: two metres", "user: and wide", "api_req_started:");
    written.file(
        TASKS + "t1/api_conversation_history.json",
        "[{'role':'user','content':[{'type':'text','text':'<task>\\nhow deep\\n</task>'}]},",
        "{'role':'assistant','content':[{'type':'text','text':'two metres'}]}]");
    assertThat(written.events())
        .containsExactly("user: how deep", "assistant: two metres", "api_req_started:");
    assertThat(written.total()).isEqualTo("10 1 0 0");
  }

  @Test
  void subtasksBelongToTheTaskAtTheTop() throws Exception {
    String history = "[{'role':'user','content':'how deep'}]";
    for (String task : new String[] {"t1", "t2", "t3"}) {
      written.file(TASKS + task + "/api_conversation_history.json", history);
    }
    written.file(TASKS + "t2/history_item.json", "{'id':'t2','parentTaskId':'t1'}");
    written.file(
        TASKS + "t3/history_item.json", "{'id':'t3','rootTaskId':'t1','parentTaskId':'t2'}");
    written.ingest();
    assertThat(written.home().rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("t1", "t1/t2", "t1/t3");
  }

  @Test
  void eachRequestCountsForTheModelOfItsTime() throws Exception {
    String typed =
        "{'role':'user','ts':%d,'content':[{'type':'text','text':'%s'},{'type':'text','text':"
            + "'<environment_details>\\n<model>%s</model>\\n</environment_details>'}]}";
    String answer = "{'role':'assistant','ts':%d,'content':[{'type':'text','text':'two'}]}";
    written.file(
        TASKS + "t1/api_conversation_history.json",
        "["
            + String.join(
                ",",
                typed.formatted(1772000001010L, "how deep", "haiku"),
                answer.formatted(1772000002000L),
                typed.formatted(1772000003010L, "sure?", "opus"),
                "{'role':'assistant','ts':1772000003900,'type':'reasoning','summary':[]}",
                answer.formatted(1772000004000L),
                "{'role':'user','ts':1772000005000,'isSummary':true,'content':[{'type':'text','text':"
                    + "'We spoke of depths'}]}")
            + "]");
    written.file(
        TASKS + "t1/ui_messages.json",
        "[" + request(1772000001000L, 10) + "," + request(1772000003000L, 20) + "]");
    assertThat(written.column("role || ' ' || coalesce(model, '-') || ' ' || flags"))
        .containsExactly(
            "user - 0",
            "assistant haiku 0",
            "user - 0",
            "reasoning opus 0",
            "assistant opus 0",
            "user - 8",
            "api_req_started haiku 0",
            "api_req_started opus 0");
  }
}
