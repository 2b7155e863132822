package dev.stackunderflow.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FieldDigestTest {

  @Test
  void fieldsAreHashedBehindTheirLengths() throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(new byte[] {0, 0, 0, 3});
    sha.update("äb".getBytes(StandardCharsets.UTF_8));
    sha.update(new byte[] {-1, -1, -1, -1});
    sha.update(new byte[] {0, 0, 0, 2});
    sha.update("42".getBytes(StandardCharsets.UTF_8));
    byte[] expected = Arrays.copyOf(sha.digest(), 16);
    assertThat(new FieldDigest().text("äb").text(null).number(42).first16Bytes())
        .isEqualTo(expected);
  }

  @Test
  void differentSequencesHaveDifferentHashes() {
    assertThat(new FieldDigest().text("ab").text("c").key())
        .isNotEqualTo(new FieldDigest().text("a").text("bc").key());
    assertThat(new FieldDigest().text("").key()).isNotEqualTo(new FieldDigest().text(null).key());
    assertThat(new FieldDigest().text("").key()).isNotEqualTo(new FieldDigest().key());
  }

  @Test
  void aDigestIsResetWhenItIsRead() {
    var digest = new FieldDigest();
    long first = digest.text("a").key();
    assertThat(digest.text("a").key()).isEqualTo(first);
  }

  @Test
  void sha256IsInLowerCaseHex() {
    assertThat(Sha256.hex(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void checksumsTellTextsApartByContentAndLength() {
    byte[] digest = new FieldDigest().checksums(utf8("some text")).first16Bytes();
    assertThat(new FieldDigest().checksums(utf8("some text")).first16Bytes()).isEqualTo(digest);
    assertThat(new FieldDigest().checksums(utf8("some texT")).first16Bytes()).isNotEqualTo(digest);
    assertThat(new FieldDigest().checksums(utf8("some tex")).first16Bytes()).isNotEqualTo(digest);
    assertThat(new FieldDigest().checksums(null).first16Bytes())
        .isNotEqualTo(new FieldDigest().checksums(utf8("")).first16Bytes());
    assertThat(new FieldDigest().checksums(utf8("a")).checksums(utf8("b")).first16Bytes())
        .isNotEqualTo(new FieldDigest().checksums(utf8("b")).checksums(utf8("a")).first16Bytes());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
