package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codebuff's chats: where they ran, and what stands in blocks. */
class CodebuffTest {

  private static final String CHAT = ".config/manicode/projects/p/chats/2026-11-01T00-00-00.000Z/";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  @Test
  void theStateOfTheLastRunNamesTheFolder() throws Exception {
    written.file(
        CHAT + "chat-messages.json",
        "[{'id':'u','variant':'user','content':'how deep','timestamp':'10:15 AM'},",
        "{'id':'a','variant':'ai','content':'','createdAt':1793491260,'metadata':{'usage':{'model':'m',"
            + "'inputTokens':1}},'blocks':[{'type':'text','textType':'reasoning','content':'hm'},{'type':'text',"
            + "'content':'two'},{'type':'agent','agentName':'diver','blocks':[{'type':'tool','toolName':'dive'},"
            + "{'type':'text','content':'mud'}]}]}]");
    written.file(
        CHAT + "run-state.json", "{'sessionState':{'fileContext':{'cwd':'/home/me/pond'}}}");
    assertThat(written.events()).containsExactly("user: how deep", "assistant: two [\"dive\"]");
    assertThat(written.column("substr(timestamp, 1, 19) || ' ' || coalesce(model, '-')"))
        .containsExactly("2026-11-01T00:00:00 -", "2026-11-01T00:01:00 m");
    assertThat(written.sessions().getFirst()).endsWith(" pond: how deep");
  }

  @Test
  void theBlocksOfCalledAgentsAreShown() {
    assertThat(
            parts(
                "assistant",
                "two",
                "{'blocks':[{'type':'text','textType':'reasoning','content':'hm'},{'type':'text','content':'two'},"
                    + "{'type':'agent','blocks':[{'type':'text','content':'mud'}]}]}"))
        .containsExactly(new Part.Thinking("hm"), new Part.Text("two"), new Part.Text("mud"));
  }

  private static List<Part> parts(String role, String text, String raw) {
    return Agents.parts("codebuff").parts(EventOf.record(role, text, raw));
  }
}
