package dev.stackunderflow.sync.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.key.VaultKey;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CipherTest {

  private final VaultKey key = VaultKey.generate();

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void encryptedFileOpensOnlyWithItsKey() throws Exception {
    // 64 KiB is age's chunk: below, at and above it, and two of them.
    for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000}) {
      byte[] plaintext = bytes(length);
      byte[] file = AgeCipher.encrypt(key.recipient(), plaintext);
      assertThat(AgeCipher.decrypt(key, file, length)).isEqualTo(plaintext);
      assertThatThrownBy(() -> AgeCipher.decrypt(VaultKey.generate(), file, length))
          .isInstanceOf(CipherException.class);
    }
  }

  @Test
  void changedOrTruncatedFileIsRejected() throws Exception {
    byte[] file = AgeCipher.encrypt(key.recipient(), bytes(200_000));
    for (int at = 0; at < file.length; at += 997) {
      byte[] changed = file.clone();
      changed[at] ^= 4;
      assertThatThrownBy(() -> AgeCipher.decrypt(key, changed, 1 << 20))
          .isInstanceOf(CipherException.class);
      byte[] cut = Arrays.copyOf(file, at);
      assertThatThrownBy(() -> AgeCipher.decrypt(key, cut, 1 << 20))
          .isInstanceOf(CipherException.class);
    }
  }

  @Test
  void contentOverTheLimitIsNeverExpanded() throws Exception {
    byte[] file = AgeCipher.encrypt(key.recipient(), new byte[100_000]);
    assertThatThrownBy(() -> AgeCipher.decrypt(key, file, 99_999))
        .isInstanceOf(CipherException.class)
        .hasMessageContaining("larger");
    byte[] bomb = Zstd.compress(new byte[100_000_000], 3);
    assertThat(bomb.length).isLessThan(20_000);
    assertThatThrownBy(() -> Zstd.decompress(bomb, 99_999_999))
        .isInstanceOf(CipherException.class)
        .hasMessageContaining("larger");
  }

  @Test
  void zstdRoundTripsAndRejectsDamage() throws Exception {
    byte[] content = bytes(50_000);
    byte[] frame = Zstd.compress(content, 3);
    assertThat(Zstd.decompress(frame, 50_000)).isEqualTo(content);
    assertThat(Zstd.decompress(Zstd.compress(new byte[0], 3), 0)).isEmpty();
    byte[] changed = frame.clone();
    changed[frame.length / 2] ^= 1;
    assertThatThrownBy(() -> Zstd.decompress(changed, 50_000)).isInstanceOf(CipherException.class);
    assertThatThrownBy(() -> Zstd.decompress(new byte[0], 50_000))
        .as("found by fuzzing")
        .isInstanceOf(CipherException.class);
    assertThatThrownBy(() -> Zstd.decompress(bytes(100), 50_000))
        .isInstanceOf(CipherException.class);
    assertThatThrownBy(() -> Zstd.decompress(Arrays.copyOf(frame, 1000), 50_000))
        .isInstanceOf(CipherException.class);
  }
}
