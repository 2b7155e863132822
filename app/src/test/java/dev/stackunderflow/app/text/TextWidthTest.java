package dev.stackunderflow.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.Table;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The widths are those that glibc's wcwidth gives. */
class TextWidthTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "Grüße…, 6",
    "日本語, 6",
    "センサー・゛, 12",
    "〈䷀⿰, 6",
    "「雨」, 6",
    "ｶﾅ, 2",
    "Ａ！, 4",
    "한국어, 6",
    "🎉, 2",
    "→✓, 2",
    "e\u0301, 1",
    "👩\u200d💻, 4",
    "🇩🇪, 2",
    "㎢㈱, 4",
    "\u1112\u1161\u11ab, 2",
    "︙, 2",
    "שלום, 4",
    "กำ, 2"
  })
  void wideLettersTakeTwoColumnsAndMarksNone(String text, int columns) {
    assertThat(TextWidth.of(text)).isEqualTo(columns);
  }

  @Test
  void aLineIsCutWhereItsColumnsEndAndNeverWithinALetter() {
    assertThat(TerminalText.oneLine("日本語の雨量計", 8)).isEqualTo("日本語…");
    assertThat(TerminalText.oneLine("日本語の", 8)).isEqualTo("日本語の");
    assertThat(TerminalText.oneLine("🎉🎉🎉", 5)).isEqualTo("🎉🎉…");
    assertThat(TerminalText.oneLine("🎉🎉🎉", 4)).isEqualTo("🎉…");
    assertThat(TerminalText.oneLine("one\n\ttwo", 20)).isEqualTo("one two");
  }

  @Test
  void theColumnsOfATableStandBelowEachOther() {
    var table = new Table("NAME", ">N");
    table.row("日本語", "1");
    table.row("abcdefgh", "10");
    var out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8), "");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("NAME       N", "日本語     1", "abcdefgh  10");
  }
}
