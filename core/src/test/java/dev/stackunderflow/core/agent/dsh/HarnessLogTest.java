package dev.stackunderflow.core.agent.dsh;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.stackunderflow.core.agent.Written;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DeepSeek Harness' logs, compressed write by write, and in the formats after the first. */
class HarnessLogTest {

  private static final String SESSION = ".dsh/sessions/--home-me-pond--/session-1/";
  private static final String HEADER =
      """
      {"type":"session","version":0,"id":"session-1","createdAt":1787320263519,"cwd":"/home/me/pond","delegationDepth":0}
      """;
  private static final String ASKED =
      """
      {"type":"user/message","seq":0,"time":1787320263580,"data":{"content":[{"type":"text","text":"how deep"}],"source":{"kind":"user"},"role":"user"}}
      """;
  private static final String ANSWERED =
      """
      {"type":"assistant/message","seq":1,"time":1787320263700,"data":{"turn":1,"step":1,"usage":{"inputTokens":7,"outputTokens":3},"message":{"role":"assistant","content":[{"type":"text","text":"two metres"}],"source":{"kind":"model","model":"m"}}}}
      """;

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  private void write(String name, byte[] content) throws Exception {
    Path file = folder.resolve(SESSION + name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] frames(String... writes) throws Exception {
    var file = new ByteArrayOutputStream();
    for (String write : writes) {
      file.write(Zstd.compress(write.getBytes(StandardCharsets.UTF_8)));
    }
    return file.toByteArray();
  }

  @Test
  void aFrameThatIsStillBeingWrittenIsReadOnceItIsWhole() throws Exception {
    byte[] whole = frames(HEADER, ASKED, ANSWERED);
    int before = frames(HEADER, ASKED).length;
    for (int end : new int[] {before, before + 3, whole.length - 2}) {
      write("session.jsonl.zstd", Arrays.copyOf(whole, end));
      assertThat(written.events())
          .as("%d bytes", end)
          .containsExactly("session:", "user: how deep");
    }
    write("session.jsonl.zstd", whole);
    assertThat(written.total()).isEqualTo("7 3 0 0");
    assertThat(written.events())
        .containsExactly("session:", "user: how deep", "assistant: two metres");
  }

  @Test
  void aMigratedLogIsTheSameSession() throws Exception {
    write("session.jsonl.zstd", frames(HEADER, ASKED));
    assertThat(written.sessions()).containsExactly("session-1 pond: how deep");
    String migrated = HEADER.replace("\"version\":0", "\"version\":4");
    write(
        "session.v4.jsonl.zstd",
        frames(migrated, ASKED.replace("\"seq\":0", "\"seq\":5"), ANSWERED));
    assertThat(written.total()).isEqualTo("7 3 0 0");
    assertThat(written.sessions()).containsExactly("session-1 pond: how deep");
    assertThat(written.events())
        .containsExactly("session:", "user: how deep", "assistant: two metres");
  }

  @Test
  void aNewerFormatIsReadWithAWarning() throws Exception {
    write(
        "session.v12.jsonl",
        (HEADER.replace("\"version\":0", "\"version\":12") + ASKED + ANSWERED)
            .getBytes(StandardCharsets.UTF_8));
    assertThat(written.home().ingest().warnings())
        .singleElement()
        .asString()
        .contains("session.v12.jsonl is in a newer format (12)");
    assertThat(written.events()).contains("assistant: two metres");
  }

  @Test
  void whatAnInterruptedStreamUsedCounts() throws Exception {
    String chunk =
        "{\"type\":\"assistant/chunk\",\"seq\":SEQ,\"time\":1787320263600,\"data\":{\"turn\":1,\"step\":1,"
            + "\"chunk\":{\"type\":\"usage\",\"usage\":{\"inputTokens\":5,\"outputTokens\":OUT}}}}\n";
    write(
        "session.jsonl",
        (HEADER
                + ASKED
                + chunk.replace("SEQ", "1").replace("OUT", "1")
                + chunk.replace("SEQ", "2").replace("OUT", "2"))
            .getBytes(StandardCharsets.UTF_8));
    assertThat(written.total()).isEqualTo("5 2 0 0");
  }

  @Test
  void aSubagentOfASubagentIsPartOfTheSessionThatBeganBoth() throws Exception {
    write("session.jsonl.zstd", frames(HEADER, ASKED));
    for (int child : new int[] {2, 3}) {
      String header =
          HEADER
              .replace("session-1", "session-" + child)
              .replace(
                  "\"delegationDepth\":0",
                  "\"parentSession\":\"session-" + (child - 1) + "\",\"delegationDepth\":1");
      write("../session-" + child + "/session.jsonl.zstd", frames(header, ASKED, ANSWERED));
    }
    assertThat(written.sessions()).containsExactly("session-1 pond: how deep");
    assertThat(written.home().rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("session-1", "session-1/session-2", "session-1/session-3");
  }
}
