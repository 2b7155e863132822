package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Sessions of Cline's command line, whose real client resumed such copies: docs/agents.md. */
class CarryClineIT extends CarriedDocuments {

  private static final String SESSION = ".cline/data/sessions/17_ab/17_ab";

  private static String message(int minute, String id, String role, String text) {
    return String.format(
        """
        {"id":"%s","role":"%s","content":[{"type":"text","text":"%s"}],"ts":%d%s}""",
        id,
        role,
        text,
        1793491200000L + minute * 60_000L,
        role.equals("assistant")
            ? ",\"metrics\":{\"inputTokens\":9,\"outputTokens\":" + minute + "}"
            : "");
  }

  private Path begin() throws Exception {
    write(
        a,
        SESSION + ".json",
        """
        {"version":1,"session_id":"17_ab","source":"cli","pid":7,\
        "started_at":"2026-11-01T00:00:00.000Z","cwd":"/home/ann/src/my.app",\
        "workspace_root":"/home/ann/src/my.app","metadata":{"title":"Depth"},\
        "messages_path":"/home/ann/17_ab.messages.json"}""");
    Path messages =
        write(
            a,
            SESSION + ".messages.json",
            "{\"version\":1,\"messages\":["
                + message(1, "m1", "user", "how deep")
                + ","
                + message(2, "m2", "assistant", "two metres")
                + "]}");
    send();
    return messages;
  }

  /** Adds messages to those of a session. */
  private static void say(Path messages, String... more) throws Exception {
    String text = Files.readString(messages).strip();
    int end = text.lastIndexOf(']');
    Files.writeString(
        messages, text.substring(0, end) + "," + String.join(",", more) + text.substring(end));
  }

  @Test
  void aSessionOfTheCommandLineIsWrittenAndContinuedOnBothMachines() throws Exception {
    Path there = begin();
    CarryPlan plan = carry(b, "cline", "17_ab", here);
    Path messages = b.folder().resolve(SESSION + ".messages.json");
    assertThat(b.folder().resolve(SESSION + ".json"))
        .content()
        .contains("\"cwd\" : \"" + here + "\"", "\"messages_path\" : \"" + messages + "\"")
        .contains("\"pid\" : 7") // without one it begins a new session
        .doesNotContain("/home/ann");
    assertThat(messages).content().contains("two metres", "\"sessionId\" : \"17_ab\"");
    assertThat(plan.resume()).isEqualTo("cline -i --id 17_ab");
    assertThat(carry(b, "cline", "17_ab", here).missing()).isZero();
    say(there, message(3, "a3", "user", "from a"), message(4, "a4", "assistant", "one"));
    say(messages, message(5, "b5", "user", "from b"), message(6, "b6", "assistant", "two"));
    sync();
    assertThat(carry(b, "cline", "17_ab", here).missing()).isEqualTo(2);
    sync();
    bothSay("17_ab", "how deep", "two metres", "from a", "one", "from b", "two");
    assertThat(total(a).tokens().output()).isEqualTo(2 + 4 + 6);
  }

  @Test
  void aTaskOfTheExtensionIsRefused() throws Exception {
    write(
        a,
        ".cline/data/tasks/1793491200000/api_conversation_history.json",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"how deep\"}]}]");
    send();
    assertThatThrownBy(() -> carry(b, "cline", "1793491200000", here))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("is a task of Cline's extension")
        .hasMessageContaining("Nothing was written");
  }
}
