package dev.stackunderflow.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Antigravity 1.2.16 keeps of a session without a transcript. */
class AntigravityStepsTest {

  @TempDir private Path folder;

  /** A field of a message: a number, or bytes. */
  private static byte[] field(int number, Object value) {
    var out = new ByteArrayOutputStream();
    if (value instanceof Long varint) {
      number(out, (long) number << 3);
      number(out, varint);
    } else {
      byte[] bytes = value instanceof byte[] part ? part : String.valueOf(value).getBytes(UTF_8);
      number(out, ((long) number << 3) | 2);
      number(out, bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, long value) {
    long left = value;
    for (; left > 0x7f; left >>>= 7) {
      out.write((int) ((left & 0x7f) | 0x80));
    }
    out.write((int) left);
  }

  private static byte[] message(byte[]... fields) {
    var out = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      out.writeBytes(field);
    }
    return out.toByteArray();
  }

  private static String step(int idx, long type, long source, byte[] body, byte[]... more) {
    byte[] time = field(1, message(field(1, 1_772_000_000L + idx)));
    byte[] metadata = field(5, message(time, field(3, source), message(more)));
    return "INSERT INTO steps VALUES (%d, %d, 3, x'%s')"
        .formatted(idx, type, HexFormat.of().formatHex(message(field(1, type), metadata, body)));
  }

  @Test
  void theStepsOfTheDatabaseAreRead() throws Exception {
    var written = new Written(folder);
    byte[] call = field(7, message(field(1, "c"), field(2, "dive"), field(3, "{\"to\":2}")));
    written.database(
        ".gemini/antigravity/conversations/a1.db",
        "CREATE TABLE steps (idx INTEGER PRIMARY KEY, step_type INTEGER, status INTEGER, step_payload BLOB)",
        "CREATE TABLE trajectory_metadata_blob (id TEXT, data BLOB)",
        "INSERT INTO trajectory_metadata_blob VALUES ('main', x'"
            + HexFormat.of().formatHex(field(7, "file:///home/me/pond"))
            + "')",
        step(0, 14, 4, field(19, field(2, "how deep"))),
        step(1, 15, 2, field(20, message(field(1, "I dive."), field(3, "hm"), call))),
        step(2, 132, 2, field(140, field(2, field(1, "mud"))), field(4, field(1, "c"))),
        step(3, 15, 2, field(20, field(1, "two metres"))));
    assertThat(written.events())
        .containsExactly(
            "user: how deep",
            "assistant: I dive. [\"dive\"]",
            "tool_result:",
            "assistant: two metres");
    assertThat(written.sessions()).containsExactly("a1 pond: how deep");
    assertThat(written.column("timestamp").getFirst()).isEqualTo("2026-02-25T06:13:20.000Z");
    assertThat(written.column("raw_json")).allMatch(raw -> raw.contains("step_payload"));
  }

  @Test
  void aCallWithoutItsModelsNameHasTheOneOfItsLabel() throws Exception {
    var written = new Written(folder);
    byte[] tokens = field(4, message(field(2, 10L), field(3, 1L)));
    String call = "INSERT INTO gen_metadata VALUES (%d, x'%s')";
    byte[] label = field(21, "Gemini (High)");
    written.database(
        ".gemini/antigravity/conversations/a1.db",
        "CREATE TABLE gen_metadata (idx INTEGER PRIMARY KEY, data BLOB)",
        call.formatted(0, HexFormat.of().formatHex(field(1, message(tokens, label)))),
        call.formatted(
            1, HexFormat.of().formatHex(field(1, message(tokens, field(19, "gemini"), label)))),
        call.formatted(2, HexFormat.of().formatHex(field(1, message(tokens, field(21, "Other"))))));
    assertThat(written.column("model")).containsExactly("gemini", "gemini", "Other");
    assertThat(written.total()).isEqualTo("30 3 0 0");
  }

  @Test
  void aResultNamesItsCall() {
    assertThat(
            Agents.parts("antigravity")
                .parts(
                    EventOf.record(
                        "tool_result",
                        "",
                        "{'source':'MODEL','type':'STEP_TYPE_132','content':'mud','tool_call_id':'c'}")))
        .isEqualTo(List.of(Part.ToolResult.of("c", "mud")));
  }
}
