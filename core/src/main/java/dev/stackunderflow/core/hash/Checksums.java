package dev.stackunderflow.core.hash;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The CRC-32, CRC-32C and length of bytes: they stand for the bytes in a digest that tells whether
 * something of the user's own has changed. They do not protect against forgery. Without the
 * optimising compiler the JVM computes SHA-256 in Java, at a tenth of their speed or less.
 */
public final class Checksums {

  private final CRC32 crc32 = new CRC32();
  private final CRC32C crc32c = new CRC32C();
  private final ByteBuffer values = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES);
  private long length;

  /** Adds bytes. */
  public void update(byte[] bytes, int from, int count) {
    crc32.update(bytes, from, count);
    crc32c.update(bytes, from, count);
    length += count;
  }

  /** How many bytes were added. */
  public long length() {
    return length;
  }

  /** Adds the three values to a digest, 16 bytes, and starts anew without bytes. */
  public void addTo(MessageDigest digest) {
    showTo(digest);
    reset();
  }

  /** Adds the three values of the bytes up to here to a digest, 16 bytes. */
  public void showTo(MessageDigest digest) {
    values.clear().putInt((int) crc32.getValue()).putInt((int) crc32c.getValue()).putLong(length);
    digest.update(values.array());
  }

  /** Starts anew without bytes. */
  public void reset() {
    crc32.reset();
    crc32c.reset();
    length = 0;
  }
}
