package dev.stackunderflow.core.carry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.codex.HistoryBase;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CodexHistoryTest {

  private static String line(long ordinal) {
    return "{\"timestamp\":\"t\",\"ordinal\":" + ordinal + ",\"payload\":{\"ordinal\":1}}";
  }

  private static List<String> numbered(OptionalLong last, String... lines) {
    var numbering = new OrdinalNumbering(last);
    return List.of(lines).stream().map(numbering::next).toList();
  }

  @Test
  void appendedLinesContinueTheNumbers() {
    assertThat(numbered(OptionalLong.of(5), line(4), line(5))).containsExactly(line(6), line(7));
  }

  @Test
  void aNewFileKeepsItsFirstNumberAndHasNoGapOrRepeat() {
    assertThat(numbered(OptionalLong.empty(), line(38), line(39), line(39), line(42)))
        .containsExactly(line(38), line(39), line(40), line(41));
  }

  @Test
  void linesWithoutANumberAreKept() {
    String old = "{\"timestamp\":\"t\",\"type\":\"event_msg\"}";
    assertThat(numbered(OptionalLong.empty(), old, line(3), old, line(3)))
        .containsExactly(old, line(3), old, line(4));
  }

  @Test
  void theHistoryBaseIsReadAndItsOffsetReplaced() {
    String meta =
        "{\"ordinal\":4,\"type\":\"session_meta\",\"payload\":{\"id\":\"f\",\"history_base\":"
            + "{\"thread_id\":\"p\",\"end_ordinal_exclusive\":4,\"end_byte_offset\":812}}}";
    assertThat(HistoryBase.of(meta)).contains(new HistoryBase("p", 4, 812));
    assertThat(HistoryBase.withOffset(meta, 9)).isEqualTo(meta.replace("812", "9"));
    assertThat(HistoryBase.of(line(0))).isEmpty();
    assertThat(HistoryBase.of(meta.replace("812", "null"))).isEmpty();
  }
}
