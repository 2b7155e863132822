package dev.stackunderflow.sync.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {

  private final VaultKey key = VaultKey.generate();

  @TempDir private Path folder;

  private KeySource file(String name) {
    return KeySource.parse("file:" + folder.resolve(name));
  }

  @Test
  void storedKeyFileLoadsAndIsPrivate() throws Exception {
    KeySource source = file("key.txt");
    assertThat(source.load(Map.of())).isEmpty();

    assertThat(source.store(key)).isTrue();

    assertThat(source.load(Map.of())).extracting(VaultKey::secret).containsExactly(key.secret());
    Path path = folder.resolve("key.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(path))
        .isEqualTo("# public name: " + key.fingerprint().value() + "\n" + key.secret() + "\n");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void existingKeyFileIsNeverOverwritten() throws Exception {
    Path path = Files.writeString(folder.resolve("key.txt"), "# notes only\n");
    assertThatThrownBy(() -> file("key.txt").store(key))
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("exists but contains no key")
        .hasMessageNotContaining(key.secret());
    assertThat(path).hasContent("# notes only\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void keyFileWithAByteOrderMarkIsRead(String charset) throws Exception {
    Path path = folder.resolve("key.txt");
    String text = "\ufeff# from Notepad\r\n" + key.secret() + "\r\n";
    Files.write(path, text.getBytes(Charset.forName(charset)));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertThat(file("key.txt").load(Map.of()))
        .extracting(VaultKey::secret)
        .containsExactly(key.secret());
  }

  @Test
  void keyFileIsNotStoredInAMissingFolder() {
    assertThatThrownBy(() -> file("typo/key.txt").store(key))
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("no folder")
        .hasMessageNotContaining(key.secret());
    assertThat(folder.resolve("typo")).doesNotExist();
  }

  @Test
  void hugeOrUnreadableKeyFileIsRefused() throws Exception {
    Path path = folder.resolve("key.txt");
    Files.writeString(path, "#".repeat(70_000));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> file("key.txt").load(Map.of()))
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("too large");
    Files.createDirectory(folder.resolve("dir"));
    Files.setPosixFilePermissions(
        folder.resolve("dir"), PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> file("dir").load(Map.of()))
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void variableIsLoadedAndCannotStore() throws Exception {
    KeySource source = KeySource.parse("env:MY_KEY");
    assertThat(source.load(Map.of())).isEmpty();
    assertThat(source.load(Map.of("MY_KEY", "  "))).isEmpty();
    assertThat(source.load(Map.of("MY_KEY", " " + key.secret() + "\n")))
        .extracting(VaultKey::secret)
        .containsExactly(key.secret());
    assertThat(source.store(key)).isFalse();
    assertThat(source.describe()).isEqualTo("the variable MY_KEY");
  }

  @Test
  void malformedVariableIsNamedAndNotQuoted() {
    assertThatThrownBy(
            () -> KeySource.parse("env:MY_KEY").load(Map.of("MY_KEY", "hunter2 hunter2")))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining("MY_KEY")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "env:",
        "env:1KEY",
        "env:MY KEY",
        "env:AGE-SECRET-KEY-1QQQQ",
        "file:",
        "keychain:",
        "keychain:AGE-SECRET-KEY-1QQQQ",
        "keychain:a b",
        "AGE-SECRET-KEY-1QQQQ",
        "vault:x",
      })
  void malformedSourceIsRejectedWithoutQuotingAKey(String text) {
    assertThatThrownBy(() -> KeySource.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("QQQQ");
  }

  @Test
  void keyFilePathIsAbsoluteAndNormalized() {
    assertThat(KeySource.parse("file:a/../key.txt").describe())
        .isEqualTo("the file " + Path.of("key.txt").toAbsolutePath());
    assertThat(KeySource.parse("keychain:laptop").describe()).contains("laptop");
  }

  @Test
  void sameSeedGeneratesTheSameKey() throws Exception {
    var first = java.security.SecureRandom.getInstance("SHA1PRNG");
    var second = java.security.SecureRandom.getInstance("SHA1PRNG");
    first.setSeed(1);
    second.setSeed(1);
    String secret = VaultKey.generate(first).secret();
    assertThat(VaultKey.generate(second).secret()).isEqualTo(secret);
    assertThat(VaultKey.generate(second).secret()).isNotEqualTo(secret);
    assertThat(VaultKey.parse(secret).recipient()).isEqualTo(VaultKey.parse(secret).recipient());
    assertThat(secret).startsWith("AGE-SECRET-KEY-1").hasSize(74);
  }
}
