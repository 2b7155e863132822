package dev.stackunderflow.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTextTest {

  @Test
  void aLineEndsBetweenWordsAndKeepsItsIndent() {
    assertThat(WrappedText.of("  one two three four", 11)).isEqualTo("  one two\n  three\n  four");
  }

  @Test
  void whatFitsAndShortLinesStayAsTheyAre() {
    assertThat(WrappedText.of("one  two\n\n  three", 8)).isEqualTo("one  two\n\n  three");
  }

  @Test
  void aWordThatIsTooLongIsNotBroken() {
    assertThat(WrappedText.of("in /a/very/long/path here", 8))
        .isEqualTo("in\n/a/very/long/path\nhere");
  }

  @Test
  void aCommandStaysInOnePieceSoThatItCanBeCopied() {
    assertThat(WrappedText.of("Nothing is lost. Run: stackunderflow sync now --debug", 20))
        .isEqualTo("Nothing is lost.\nRun:\nstackunderflow sync now --debug");
  }

  @Test
  void aCommandInQuotesTooAndTheTextBehindItIsWrapped() {
    assertThat(WrappedText.of("Done. See 'stackunderflow sync status'. Nothing was changed.", 20))
        .isEqualTo("Done. See\n'stackunderflow sync status'.\nNothing was changed.");
  }

  @Test
  void theProgramsNameInASentenceIsAWord() {
    assertThat(WrappedText.of("Stored as the profile stackunderflow in /home/ada/x", 30))
        .isEqualTo("Stored as the profile\nstackunderflow in /home/ada/x");
  }

  @Test
  void whatStandsBesideANameStaysBesideIt() {
    assertThat(WrappedText.of("  2  a profile that the AWS tools have", 20))
        .isEqualTo("  2  a profile that\n     the AWS tools\n     have");
    assertThat(WrappedText.of("last sync   never on this device", 24))
        .isEqualTo("last sync   never on\n            this device");
  }

  @Test
  void whatStandsBesideALongNameGoesBelowItWhereThereIsLittleRoom() {
    assertThat(WrappedText.of("  stackunderflow agents            where the logs are", 40))
        .isEqualTo("  stackunderflow agents\n      where the logs are");
  }

  @Test
  void coloursTakeNoColumns() {
    assertThat(WrappedText.of("  one \033[1mtwo\033[0m three", 9))
        .isEqualTo("  one \033[1mtwo\033[0m\n  three");
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(WrappedText.of("日本 日本", 8)).isEqualTo("日本\n日本");
  }
}
