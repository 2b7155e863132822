package dev.stackunderflow.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from logs and other devices cannot control the terminal or hide what it says. */
class TerminalTextTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00,
        0x07,
        0x08,
        0x0d,
        0x1b,
        0x7f, // C0 and DEL
        0x80,
        0x85,
        0x9b,
        0x9d,
        0x9f, // C1, among them CSI and OSC in one character
        0x061c,
        0x200e,
        0x200f,
        0x202a,
        0x202d,
        0x202e,
        0x2066,
        0x2069, // bidirectional controls
        0x00ad,
        0x200b,
        0x2060,
        0xfeff, // soft hyphen and zero-width characters
        0x2028,
        0x2029, // line and paragraph separators
        0xe0001,
        0xe0041, // invisible tags
        0xd800,
        0xdfff // surrogates without a partner
      })
  void anUnsafeCharacterNeverReachesTheTerminal(int c) {
    String text = "a" + Character.toString(c) + "b";
    assertThat(TerminalText.safe(text)).isEqualTo("a?b");
    assertThat(TerminalText.safeLines(text)).isEqualTo("ab");
    assertThat(TerminalText.oneLine(text, 10)).isEqualTo("a b");
  }

  @Test
  void anEscapeSequenceIsShownAsPlainCharacters() {
    assertThat(TerminalText.safe("\033[2J\033]0;title\007")).isEqualTo("?[2J?]0;title?");
    assertThat(TerminalText.safeLines("\033[31mred\033[0m")).isEqualTo("[31mred[0m");
  }

  @Test
  void lineBreaksAndTabsStayOnlyInTextOfSeveralLines() {
    assertThat(TerminalText.safeLines("one\n\ttwo\r\n")).isEqualTo("one\n\ttwo\n");
    assertThat(TerminalText.safe("one\n\ttwo")).isEqualTo("one??two");
    assertThat(TerminalText.oneLine("  one\n\n\t two ", 20)).isEqualTo("one two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "Grüße…", "日本語", "👩\u200d💻", "می\u200cخواهم", "e\u0301", "✓️"})
  void ordinaryTextIsNotChanged(String text) {
    assertThat(TerminalText.safe(text)).isSameAs(text);
    assertThat(TerminalText.safeLines(text)).isSameAs(text);
    assertThat(TerminalText.oneLine(text, 40)).isEqualTo(text);
  }

  @Test
  void noTextIsAnEmptyLine() {
    assertThat(TerminalText.oneLine(null, 10)).isEmpty();
  }

  @Test
  void theProgramsOwnColoursStayInItsOutput() {
    String own = "\033[1mbold\033[0m and \033[36mcyan\033[39;2m\033[0m\n";
    assertThat(TerminalText.safePage(own)).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\033[8mhidden",
        "\033[30mblack",
        "\033[2J",
        "\033]0;title\007",
        "\033[1;8mx",
        "a\rb"
      })
  void noOtherSequenceStaysInTheOutput(String hostile) {
    assertThat(TerminalText.safePage("\033[1m" + hostile).substring(4))
        .doesNotContain("\033", "\007", "\r");
  }

  @Test
  void aJsonDocumentSaysTheSameInEscapes() throws Exception {
    String json = "{\n\t\"a\" : \"x\u009b\u202e\udb40\udc41\u2028y é 日本\"\n}";
    String escaped = TerminalText.escaped(json);
    assertThat(escaped).contains("\\u009b\\u202e\\udb40\\udc41\\u2028y é 日本");
    var mapper = new ObjectMapper();
    assertThat(mapper.readTree(escaped)).isEqualTo(mapper.readTree(json));
  }
}
