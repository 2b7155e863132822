package dev.stackunderflow.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AsciiWordTest {

  @Test
  void itIsFoundWhereStringsFindIt() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random, random.nextInt(40), "abä\u20ac");
      String word = text(random, 1 + random.nextInt(4), "ab");
      int at = text.indexOf(word);
      int end = at < 0 ? -1 : utf8(text.substring(0, at + word.length())).length;
      assertThat(new AsciiWord(word).endIn(utf8(text))).as("%s in %s", word, text).isEqualTo(end);
    }
  }

  @Test
  void onlyAsciiIsLookedFor() {
    assertThatThrownBy(() -> new AsciiWord("ä")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AsciiWord("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(Random random, int length, String letters) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
