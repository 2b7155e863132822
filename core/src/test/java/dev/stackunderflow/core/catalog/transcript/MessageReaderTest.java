package dev.stackunderflow.core.catalog.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which result stands at which call. */
class MessageReaderTest {

  private int mostRead;

  private static TranscriptMessage message(String role, Part... parts) {
    return new TranscriptMessage(
        EventOf.record(role, "", "{}"), "laptop", true, true, List.of(parts));
  }

  private static ToolCall call(String id) {
    return new ToolCall(id, "Bash", MissingNode.getInstance());
  }

  /** All parts that are shown, a call as its id and what it returned. */
  private List<String> read(TranscriptMessage... messages) throws SQLException {
    Iterator<TranscriptMessage> all = List.of(messages).iterator();
    List<String> shown = new ArrayList<>();
    try (var reader =
        new MessageReader(
            new MessageReader.Events() {
              @Override
              public @Nullable TranscriptMessage next() {
                mostRead++;
                return all.hasNext() ? all.next() : null;
              }

              @Override
              public void close() {
                // Nothing is open.
              }
            })) {
      for (var next = reader.next(); next != null; next = reader.next()) {
        for (Part part : next.parts()) {
          shown.add(
              switch (part) {
                case ToolCall c ->
                    c.id() + " " + c.results().stream().map(ToolResult::text).toList();
                case ToolResult r -> "result " + r.text();
                case Part.Text t -> t.text();
                default -> "other";
              });
        }
      }
    }
    return shown;
  }

  @Test
  void resultsOfCallsInParallelStandAtTheirCalls() throws SQLException {
    assertThat(
            read(
                message("assistant", call("a")),
                message("assistant", call("b"), call("c")),
                message("user", ToolResult.of("c", "3"), ToolResult.of("a", "1")),
                message("user", ToolResult.of("b", "2")),
                message("assistant", new Part.Text("done"))))
        .containsExactly("a [1]", "b [2]", "c [3]", "done");
  }

  @Test
  void aResultBehindTheNextWordsOfAPersonIsShownThereWithItsCall() throws SQLException {
    assertThat(
            read(
                message("assistant", call("a")),
                message("user", new Part.Text("hurry")),
                message("user", ToolResult.of("a", "late"))))
        .containsExactly("a []", "hurry", "a [late]");
  }

  @Test
  void aResultThatIsWrittenTwiceIsShownOnce() throws SQLException {
    assertThat(
            read(
                message("assistant", call("a").with(List.of(ToolResult.of("a", "1")))),
                message("user", ToolResult.of("a", "1")),
                message("assistant", call("b")),
                message("user", ToolResult.of("b", "2")),
                message("user", ToolResult.of("b", "2"))))
        .containsExactly("a [1]", "b [2]");
  }

  @Test
  void aResultWithoutItsCallIsShownAlone() throws SQLException {
    assertThat(read(message("user", ToolResult.of("x", "lost"), ToolResult.of(null, "nameless"))))
        .containsExactly("result lost", "result nameless");
  }

  @Test
  void onlySoManyEventsAreReadAheadOfACallThatNeverReturns() throws SQLException {
    TranscriptMessage[] many =
        IntStream.range(0, 1000)
            .mapToObj(i -> message("assistant", i == 0 ? call("a") : new Part.Text("t" + i)))
            .toArray(TranscriptMessage[]::new);
    mostRead = 0;
    Iterator<TranscriptMessage> all = List.of(many).iterator();
    try (var reader =
        new MessageReader(
            new MessageReader.Events() {
              @Override
              public TranscriptMessage next() {
                mostRead++;
                return all.next();
              }

              @Override
              public void close() {
                // Nothing is open.
              }
            })) {
      assertThat(reader.next()).isNotNull();
      assertThat(mostRead).isEqualTo(1 + MessageReader.LOOK_AHEAD);
    }
    assertThat(read(many)).hasSize(1000).startsWith("a []", "t1", "t2");
  }
}
