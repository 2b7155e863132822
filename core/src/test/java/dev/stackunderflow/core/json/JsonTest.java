package dev.stackunderflow.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static @Nullable Object small(String text) throws Exception {
    return SmallJson.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSmallDocumentIsReadExactly() throws Exception {
    assertThat(small("{\"a\": [1, 2.50, true, null, \"x\"], \"b\": {}}"))
        .isEqualTo(
            Map.of(
                "a",
                java.util.Arrays.asList(
                    new BigDecimal("1"), new BigDecimal("2.50"), true, null, "x"),
                "b",
                Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "[1,]", "nul"})
  void aMalformedDocumentIsAnError(String text) {
    assertThatThrownBy(() -> small(text)).isInstanceOf(java.io.IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "1", "\"a\"", "null", "{} {}", "{\"a\":}"})
  void aLineThatIsNotAnObjectIsNull(String line) {
    assertThat(LenientJson.object(line)).isNull();
  }

  @Test
  void aFieldOfAnotherTypeCountsAsMissing() {
    ObjectNode line =
        Objects.requireNonNull(
            LenientJson.object(
                "{\"n\":\"7x\",\"q\":\"7\",\"s\":7,\"m\":-3,\"big\":1e3,\"huge\":1e300,\"t\":\"x\"}"));
    assertThat(LenientJson.number(line, "n")).isZero();
    assertThat(LenientJson.number(line, "q"))
        .as("some gateways put numbers in quotes")
        .isEqualTo(7);
    assertThat(LenientJson.number(line, "m")).as("views tell that it cannot be true").isEqualTo(-3);
    assertThat(LenientJson.number(line, "big")).isEqualTo(1000);
    assertThat(LenientJson.number(line, "huge")).isEqualTo(Long.MAX_VALUE);
    assertThat(LenientJson.text(line, "s")).isNull();
    assertThat(LenientJson.text(line, "none")).isNull();
    assertThat(LenientJson.textOr(line, "s", "otherwise")).isEqualTo("otherwise");
    assertThat(LenientJson.textOr(line, "t", "otherwise")).isEqualTo("x");
  }

  @Test
  void unpairedSurrogatesAreReplaced() {
    assertThat(LenientJson.wellFormed("a\ud800b")).isEqualTo("a\ufffdb");
    assertThat(LenientJson.wellFormed("a\ud83d\ude00b")).isEqualTo("a\ud83d\ude00b");
    assertThat(LenientJson.array(List.of("Bash", "Read"))).isEqualTo("[\"Bash\",\"Read\"]");
  }
}
