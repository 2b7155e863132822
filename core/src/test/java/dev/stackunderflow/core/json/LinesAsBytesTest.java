package dev.stackunderflow.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A line is parsed from its bytes, and means what its text means. */
class LinesAsBytesTest {

  private static final String LINE =
      """
      {"a":"ünï \\ud83d\\ude00 \\ud800 \\u0000","b":[1,-2.5e3,null,true,{"c":"\\n"}],"skip":{"x":["]}",{"y":"\\""}],"a":7},"d":12345678901234567890}""";

  @Test
  void anyDamageMakesBytesAndTextEquallyReadable() {
    byte[] line = LINE.getBytes(UTF_8);
    var random = new Random(1);
    int readable = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = line.clone();
      for (int at = random.nextInt(3); at > 0; at--) {
        damaged[2 + random.nextInt(line.length - 2)] = (byte) random.nextInt(-128, 128);
      }
      String text = new String(damaged, UTF_8);
      if (text.indexOf('\uFFFD') < 0) {
        ObjectNode expected = LenientJson.object(text);
        assertThat(LenientJson.object(damaged, Set.of())).as(text).isEqualTo(expected);
        ObjectNode less = LenientJson.object(damaged, Set.of("skip"));
        if (expected == null) {
          assertThat(less).as(text).isNull();
        } else {
          readable++;
          expected.remove("skip");
          assertThat(less).as(text).isEqualTo(expected);
        }
      }
    }
    assertThat(readable).isGreaterThan(1_000);
  }

  @Test
  void fieldsAreSkippedAtAnyDepth() {
    String line = "{\"skip\":1,\"in\":{\"skip\":2},\"skip\":[{}],\"z\":[{\"skip\":3,\"y\":0}]}";
    assertThat(LenientJson.object(line.getBytes(UTF_8), Set.of("skip")))
        .hasToString("{\"in\":{},\"z\":[{\"y\":0}]}");
  }

  @Test
  void otherEncodingsAreNoUtf8() {
    for (String charset : new String[] {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"}) {
      assertThat(LenientJson.object("{\"a\":1}".getBytes(Charset.forName(charset)), Set.of()))
          .as(charset)
          .isNull();
    }
  }

  @Test
  void whatIsNotOneObjectIsNull() {
    for (String line : new String[] {"", "{", "[]", "[{}]", "7", "{} {}", "{}x", " {}", "null"}) {
      assertThat(LenientJson.object(line.getBytes(UTF_8), Set.of())).as(line).isNull();
    }
    assertThat(LenientJson.object("{}\r".getBytes(UTF_8), Set.of())).isEmpty();
  }
}
