package dev.stackunderflow.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldTest {

  private static final JsonField ORDINAL = new JsonField("ordinal");
  private static final JsonField OFFSET =
      new JsonField("payload", "history_base", "end_byte_offset");

  private static final String LINE =
      """
      { "t":"\u00e9 {", "ordinal" : 38 ,"payload":{"ordinal":7,"x":[{"history_base":{}}],\
      "history_base":{"thread_id":"p","end_byte_offset":49422}},"ordinals":1}""";

  @Test
  void numbersAreReadByTheirWholePath() {
    assertThat(ORDINAL.number(LINE)).hasValue(38);
    assertThat(OFFSET.number(LINE)).hasValue(49422);
    assertThat(new JsonField("payload", "history_base", "thread_id").text(LINE)).isEqualTo("p");
  }

  @Test
  void onlyTheFieldChanges() {
    assertThat(ORDINAL.withNumber(LINE, 1234)).isEqualTo(LINE.replace("38", "1234"));
    assertThat(OFFSET.withNumber(LINE, 5)).isEqualTo(LINE.replace("49422", "5"));
    assertThat(new JsonField("t").withText(LINE, "a\"b"))
        .isEqualTo(LINE.replace("\u00e9 {", "a\\\"b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "[]",
        "{",
        "{\"payload\":1}",
        "{\"ordinal\":null}",
        "{\"ordinal\":{}}",
        "{\"ordinal\":\"38\"}",
        "{\"ordinal\":3.5}",
        "{\"ordinal\":99999999999999999999}"
      })
  void aLineWithoutTheNumberHasNone(String line) {
    assertThat(ORDINAL.number(line)).isEmpty();
    assertThat(OFFSET.withNumber(line, 5)).isEqualTo(line);
  }

  @Test
  void onlyOneWholeObjectIsALine() {
    assertThat(JsonField.isObject(LINE)).isTrue();
    assertThat(JsonField.isObject(LINE + "{}")).isFalse();
    assertThat(JsonField.isObject("[1]")).isFalse();
    assertThat(JsonField.isObject("{\"a\":")).isFalse();
  }
}
