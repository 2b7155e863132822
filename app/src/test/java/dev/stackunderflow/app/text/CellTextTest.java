package dev.stackunderflow.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellTextTest {

  @Test
  void sequencesOfEmojiBecomeTheirPartsWhichAllTerminalsDrawAlike() {
    assertThat(CellText.of("👩\u200d💻 x")).isEqualTo("👩💻 x");
    assertThat(CellText.of("👍🏽")).isEqualTo("👍");
    assertThat(CellText.of("❤\ufe0f\u200d🔥")).isEqualTo("❤🔥");
    assertThat(CellText.of("1\ufe0f\u20e3")).isEqualTo("1");
    assertThat(TextWidth.of(CellText.of("👨\u200d👩\u200d👧"))).isEqualTo(6);
  }

  @Test
  void joinersOfScriptsThatNeedThemStay() {
    assertThat(CellText.of("क्\u200dष")).isEqualTo("क्\u200dष");
    assertThat(CellText.of("می\u200cخواهم")).isEqualTo("می\u200cخواهم");
    assertThat(CellText.of("e\u0301 日本語")).isEqualTo("e\u0301 日本語");
  }

  @Test
  void whatATerminalObeysIsReplaced() {
    assertThat(CellText.of("a\033[2J\u202eb\u200ec")).isEqualTo("a?[2J?b?c");
  }

  @Test
  void onlyTextFromRightToLeftEndsWithAMark() {
    assertThat(CellText.isolated("שלום")).isEqualTo("שלום\u200e");
    assertThat(CellText.isolated("مرحبا 12")).isEqualTo("مرحبا 12\u200e");
    assertThat(CellText.isolated("hello 日本")).isEqualTo("hello 日本");
    assertThat(TextWidth.of(CellText.isolated("שלום"))).isEqualTo(4);
  }
}
