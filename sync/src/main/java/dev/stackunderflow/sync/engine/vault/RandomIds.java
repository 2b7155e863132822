package dev.stackunderflow.sync.engine.vault;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Random ids. The randomness comes from outside, so that a test can control it. */
public final class RandomIds {

  private RandomIds() {}

  /** A random UUID (version 4) in lower case. */
  public static String uuid(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    var halves = ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  /** The id of a segment of a generation. */
  public static String segment(long generation, SecureRandom random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return generation + "-" + HexFormat.of().formatHex(bytes);
  }
}
