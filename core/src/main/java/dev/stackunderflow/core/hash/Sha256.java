package dev.stackunderflow.core.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The JDK's SHA-256, which every Java has. */
public final class Sha256 {

  /** Only copied: a copy needs no look for the provider. */
  private static final MessageDigest UNUSED = unused();

  private Sha256() {}

  private static MessageDigest unused() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A new digest. */
  public static MessageDigest start() {
    return copy(UNUSED);
  }

  /** A copy of a digest with what was added to it so far. */
  public static MessageDigest copy(MessageDigest of) {
    try {
      return (MessageDigest) of.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  /** The hash of the bytes, in lower-case hex. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(start().digest(bytes));
  }
}
