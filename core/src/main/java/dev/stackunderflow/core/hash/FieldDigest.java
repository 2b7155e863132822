package dev.stackunderflow.core.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over a sequence of fields. Each field is preceded by its length in bytes, 4 bytes
 * big-endian, −1 for null, so that no two sequences have the same input.
 */
public final class FieldDigest {

  private static final byte[] NULL = {-1, -1, -1, -1};

  private final MessageDigest sha256;
  private final byte[] length = new byte[4];

  /** Starts without fields. */
  public FieldDigest() {
    sha256 = Sha256.start();
  }

  /** Adds a text, as UTF-8. */
  public FieldDigest text(@Nullable String value) {
    return utf8(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a text that is UTF-8 already. */
  public FieldDigest utf8(byte @Nullable [] value) {
    if (value == null) {
      sha256.update(NULL);
    } else {
      length[0] = (byte) (value.length >>> 24);
      length[1] = (byte) (value.length >>> 16);
      length[2] = (byte) (value.length >>> 8);
      length[3] = (byte) value.length;
      sha256.update(length);
      sha256.update(value);
    }
    return this;
  }

  /** Adds {@link Checksums} of a text's UTF-8 in place of the text. */
  public FieldDigest checksums(byte @Nullable [] utf8) {
    if (utf8 == null) {
      sha256.update(NULL);
    } else {
      var checksums = new Checksums();
      checksums.update(utf8, 0, utf8.length);
      checksums.addTo(sha256);
    }
    return this;
  }

  /** Adds a number, as its decimal text. */
  public FieldDigest number(long value) {
    return text(Long.toString(value));
  }

  /** The first 16 bytes of the hash; resets the digest. */
  public byte[] first16Bytes() {
    return Arrays.copyOf(sha256.digest(), 16);
  }

  /** The first 8 bytes of the hash as a number, for an index key; resets the digest. */
  public long key() {
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }
}
