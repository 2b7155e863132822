package dev.stackunderflow.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellTextTest {

  @Test
  void onePairOfQuotesIsTakenAway() {
    assertThat(ShellText.withoutQuotes("'s3://b'")).isEqualTo("s3://b");
    assertThat(ShellText.withoutQuotes("\" s3://b \"")).isEqualTo("s3://b");
    assertThat(ShellText.withoutQuotes("''x''")).isEqualTo("'x'");
    assertThat(ShellText.withoutQuotes("''")).isEmpty();
    assertThat(ShellText.withoutQuotes("'$1\\'")).isEqualTo("$1\\");
  }

  @Test
  void aTextWithoutAPairStaysAsItIs() {
    for (String text : new String[] {"", "'", "s3://b", "'s3://b", "'s3://b\"", "it's", "a 'b'"}) {
      assertThat(ShellText.withoutQuotes(text)).isEqualTo(text);
    }
  }

  @Test
  void onlyWhatNeedsQuotesGetsThem() {
    assertThat(ShellText.quoted("s3://b/a-b_c")).isEqualTo("s3://b/a-b_c");
    assertThat(ShellText.quoted("a b")).isEqualTo("'a b'");
    assertThat(ShellText.quoted("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellText.withoutQuotes(ShellText.quoted("a b"))).isEqualTo("a b");
  }
}
