package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProquintTest {

  @Test
  void theWordsAreThoseOfThePaper() {
    assertThat(Proquint.of(new byte[] {127, 0, 0, 1})).isEqualTo("lusab-babad");
    assertThat(Proquint.of(new byte[] {63, 84, (byte) 220, (byte) 193})).isEqualTo("gutih-tugad");
    assertThat(Proquint.of(new byte[0])).isEmpty();
  }
}
