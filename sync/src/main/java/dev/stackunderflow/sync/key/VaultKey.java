package dev.stackunderflow.sync.key;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.bech32.Bech32;
import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * One age X25519 identity, which opens a vault. {@link #toString} does not show it, and {@link
 * #destroy} overwrites it in memory as far as Java allows: an environment variable and the copies
 * of libraries stay until the process ends.
 */
public final class VaultKey implements Destroyable {

  private static final String PREFIX = "AGE-SECRET-KEY-1";

  /** The characters of a key of 32 bytes with its prefix and its checksum. */
  private static final int LENGTH = 74;

  /** The human-readable part; Bech32 adds the separator "1". */
  private static final String BECH32_PREFIX = "AGE-SECRET-KEY-";

  private static final int SCALAR_BYTES = 32;

  private final char[] secret;
  private final Recipient recipient;
  private final ReentrantLock readerLock = new ReentrantLock();
  private @Nullable RecipientStanzaReader reader;
  private boolean destroyed;

  private VaultKey(char[] secret, Recipient recipient) {
    this.secret = secret;
    this.recipient = recipient;
  }

  /** Generates a key with the JDK's default randomness. */
  public static VaultKey generate() {
    return generate(new SecureRandom());
  }

  /**
   * Generates a key: 32 random bytes, as the age specification defines an X25519 identity.
   *
   * @param random a cryptographically strong source
   */
  public static VaultKey generate(SecureRandom random) {
    byte[] scalar = new byte[SCALAR_BYTES];
    random.nextBytes(scalar);
    try {
      return parse(Bech32.getEncoder().encode(BECH32_PREFIX, scalar).toString());
    } catch (KeyFormatException e) {
      throw new IllegalStateException("this Java has no X25519", e);
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }

  /**
   * Reads an identity.
   *
   * @param text {@code AGE-SECRET-KEY-1…}, with spaces around it or without
   * @return the key
   * @throws KeyFormatException if it is not an identity
   */
  public static VaultKey parse(String text) throws KeyFormatException {
    String stripped = text.strip();
    if (!stripped.startsWith(PREFIX)) {
      throw new KeyFormatException(
          stripped.toLowerCase(Locale.ROOT).startsWith("age1")
              ? "This is a recipient (age1…), the public half of a key. The secret half is needed:"
                  + " it begins with AGE-SECRET-KEY-1."
              : "This is not a key: a key begins with AGE-SECRET-KEY-1.");
    }
    byte[] encoded = stripped.getBytes(StandardCharsets.US_ASCII);
    try {
      var spec = new SecretKeySpec(encoded, "X25519");
      return new VaultKey(
          chars(encoded), new Recipient(new X25519KeyFactory().translateKey(spec).toString()));
    } catch (GeneralSecurityException | RuntimeException e) {
      // Without the cause, which could quote the secret.
      throw new KeyFormatException(
          encoded.length == LENGTH
              ? "This key is damaged: a letter is wrong. Copy the whole key again."
              : "This key is damaged: it has %d characters instead of %d. Copy the whole key again."
                  .formatted(encoded.length, LENGTH));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static char[] chars(byte[] ascii) {
    char[] chars = new char[ascii.length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (ascii[i] & 0x7f);
    }
    return chars;
  }

  /** The secret itself, only to show it or to store it where the user asked for it. */
  public String secret() {
    return new String(usable());
  }

  /** The secret in ASCII; the caller must overwrite it. */
  byte[] secretBytes() {
    char[] chars = usable();
    byte[] bytes = new byte[chars.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) chars[i];
    }
    return bytes;
  }

  private char[] usable() {
    if (destroyed) {
      throw new IllegalStateException("the key was destroyed");
    }
    return secret;
  }

  @Override
  public void destroy() {
    Arrays.fill(secret, '\0');
    destroyed = true;
    readerLock.lock();
    try {
      reader = null;
    } finally {
      readerLock.unlock();
    }
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** The public half. */
  public Recipient recipient() {
    return recipient;
  }

  /** The key's public name. */
  public Fingerprint fingerprint() {
    return recipient.fingerprint();
  }

  /** What opens age files for this key; made once, as that takes two scalar multiplications. */
  public RecipientStanzaReader stanzaReader() throws GeneralSecurityException {
    char[] usable = usable();
    readerLock.lock();
    try {
      if (reader == null) {
        RecipientStanzaReader made =
            X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(CharBuffer.wrap(usable));
        reader = stanzas -> readAlone(made, stanzas);
      }
      return reader;
    } finally {
      readerLock.unlock();
    }
  }

  /** The library does not say that several threads may use its reader. */
  private FileKey readAlone(RecipientStanzaReader made, Iterable<RecipientStanza> stanzas)
      throws GeneralSecurityException {
    readerLock.lock();
    try {
      usable();
      return made.getFileKey(stanzas);
    } finally {
      readerLock.unlock();
    }
  }

  @Override
  public String toString() {
    return "VaultKey[" + fingerprint().value() + "]";
  }
}
