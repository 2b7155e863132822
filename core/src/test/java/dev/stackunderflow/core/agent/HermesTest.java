package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hermes' database in the forms of several versions. */
class HermesTest {

  private static final String DATABASE = ".hermes/state.db";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() throws Exception {
    written = new Written(folder);
    written.database(
        DATABASE,
        "CREATE TABLE sessions (id TEXT, model TEXT, started_at REAL, input_tokens INTEGER, output_tokens"
            + " INTEGER, reasoning_tokens INTEGER, estimated_cost_usd REAL)",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY, session_id TEXT, role TEXT, content TEXT, tool_calls"
            + " TEXT, timestamp REAL, active INTEGER DEFAULT 1, compacted INTEGER DEFAULT 0)",
        "INSERT INTO sessions VALUES ('h1', 'opus', 1785015600.25, 100, 10, 2, 0.5)",
        "INSERT INTO messages VALUES (1, 'h1', 'user', 'how deep', NULL, 1785015600.25, 1, 0)");
  }

  @Test
  void eachModelCountsItsPartOfTheSums() throws Exception {
    assertThat(written.total()).isEqualTo("100 12 0 0");
    written.database(
        DATABASE,
        "CREATE TABLE session_model_usage (session_id TEXT, model TEXT, billing_provider TEXT, task TEXT,"
            + " input_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER, estimated_cost_usd REAL,"
            + " last_seen REAL)",
        "INSERT INTO session_model_usage VALUES ('h1', 'opus', 'a', '', 70, 7, 2, 0.4, 1785015601),"
            + " ('h1', 'haiku', 'a', '', 20, 2, 0, 0.1, 1785015602),"
            + " ('h1', 'haiku', 'a', 'compression', 5, 1, 0, 0, 1785015603)");
    assertThat(written.total()).isEqualTo("105 13 0 0");
    assertThat(
            written.column("coalesce(model, '-') || ' ' || input_tokens || ' ' || output_tokens"))
        .containsExactly("- 0 0", "- 0 0", "opus 70 9", "haiku 20 2", "haiku 5 1", "opus 10 1");
    written.database(
        DATABASE,
        "UPDATE session_model_usage SET input_tokens = 80, output_tokens = 8 WHERE model = 'opus'");
    assertThat(written.total()).isEqualTo("105 13 0 0");
  }

  @Test
  void messagesTakenBackAndSummariesAreKnown() throws Exception {
    written.database(
        DATABASE,
        "INSERT INTO messages VALUES (2, 'h1', 'user', 'no, how wide', NULL, 1785015601, 0, 0)",
        "INSERT INTO messages VALUES (3, 'h1', 'user', char(0) || 'json:[{\"type\":\"text\",\"text\":\"see"
            + " this\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}]', NULL,"
            + " 1785015602, 0, 1)",
        "INSERT INTO messages VALUES (4, 'h1', 'user', '[CONTEXT COMPACTION] depths', NULL, 1785015603, 1, 0)");
    assertThat(written.column("content_text || ' ' || flags"))
        .containsExactlyInAnyOrder(
            " 0",
            "how deep 0",
            "see this 0",
            "[CONTEXT COMPACTION] depths 8",
            " 0",
            "no, how wide 1");
  }

  @Test
  void whatWasThoughtAndReturnedIsShown() {
    assertThat(parts("assistant", "two", "{'role':'assistant','content':'two','reasoning':'hm'}"))
        .containsExactly(new Part.Thinking("hm"), new Part.Text("two"));
    Part.ToolResult result =
        (Part.ToolResult)
            parts(
                    "tool",
                    "",
                    "{'role':'tool','tool_call_id':'c','content':'{\\'output\\':\\'mud\\',\\'exit_code\\':1}'}")
                .getFirst();
    assertThat(result.text()).isEqualTo("mud");
    assertThat(result.isError()).isTrue();
  }

  private static List<Part> parts(String role, String text, String raw) {
    return Agents.parts("hermes").parts(EventOf.record(role, text, raw));
  }
}
