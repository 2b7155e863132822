package dev.stackunderflow.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Values that nobody would write, and that a log, another device or another program can hold. */
final class ArbitraryValues {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<Object> NUMBERS =
      List.of(
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          -1L,
          0L,
          1L,
          -5L,
          10_000_000_000L,
          10_000_000_001L,
          1e300,
          -1e300,
          0.5,
          BigInteger.TEN.pow(40),
          (1L << 53) + 1,
          4_000_000_000_000_000_000L,
          1_000_000_000_000L);

  private static final List<@Nullable Object> TEXTS =
      Arrays.asList(
          "",
          " ",
          "+999999999-12-31T23:59:59.999999999+18:00",
          "-999999999-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999Z",
          "0000-01-01T00:00:00.000Z",
          "2026-11-01T10:00:00.000Z",
          "2026-11-01 10:00:00+00:00",
          "2026-02-30T10:00:00.000Z",
          "12/11/2026",
          "\u009b31mC1\u0085",
          "\u001b]0;pwned\u0007\u001b[2J",
          "a\u202eb\u2066c\u200bd\u2028e",
          "\udb40\udc41tag",
          "NUL\u0000NUL",
          "line\nbreak\r\nand\ttab",
          "'; DROP TABLE messages; --",
          "%s%n%d{}",
          "../../../../etc/passwd",
          "C:\\Users\\me",
          "user",
          "assistant",
          "claude",
          "codex",
          "summary",
          "custom-title",
          "fast",
          "<synthetic>",
          "msg_1",
          "{",
          "{\"cwd\":{}}",
          "[[[[",
          "x".repeat(100_000));

  private final Random random;

  ArbitraryValues(long seed) {
    this.random = new Random(seed);
  }

  /** A number, a text, null, or now and then bytes. */
  @Nullable Object value() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> number();
      case 3 -> null;
      case 4 -> new byte[] {0, (byte) 0xff, (byte) 0xc3, 10};
      default -> text();
    };
  }

  Object number() {
    Object number = NUMBERS.get(random.nextInt(NUMBERS.size()));
    return number instanceof BigInteger big ? big.doubleValue() : number;
  }

  @Nullable Object text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** The line with some of its values replaced, at any depth. */
  String changed(String line) throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(line);
    change(json);
    return JSON.writeValueAsString(json);
  }

  private void change(ObjectNode json) {
    for (Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> field :
        List.copyOf(json.properties())) {
      if (chance(20)) {
        switch (random.nextInt(6)) {
          case 0 -> json.putPOJO(field.getKey(), NUMBERS.get(random.nextInt(NUMBERS.size())));
          case 1 -> json.putNull(field.getKey());
          case 2 -> json.putArray(field.getKey()).add(1).addObject().put("type", "text");
          case 3 -> json.putObject(field.getKey()).put("type", true);
          default -> json.putPOJO(field.getKey(), text());
        }
      } else if (field.getValue() instanceof ObjectNode object) {
        change(object);
      } else if (field.getValue() instanceof ArrayNode array) {
        array.forEach(
            element -> {
              if (element instanceof ObjectNode object) {
                change(object);
              }
            });
      }
    }
  }
}
