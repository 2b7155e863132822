package dev.stackunderflow.sync.key;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;

/** One age X25519 identity: what opens a vault. {@link #toString} doesn't show it. */
public final class VaultKey {

  private static final String PREFIX = "AGE-SECRET-KEY-1";

  private final String secret;
  private final Recipient recipient;

  private VaultKey(String secret, Recipient recipient) {
    this.secret = secret;
    this.recipient = recipient;
  }

  /** Makes a new one from the JDK's randomness. */
  public static VaultKey generate() {
    try {
      var pair = new X25519KeyPairGenerator().generateKeyPair();
      String secret = new String(pair.getPrivate().getEncoded(), StandardCharsets.US_ASCII);
      return new VaultKey(secret, new Recipient(pair.getPublic().toString()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no X25519", e);
    }
  }

  /**
   * Reads an identity.
   *
   * @param text {@code AGE-SECRET-KEY-1…}, with spaces around it or without
   * @return the key
   * @throws KeyFormatException if it is none
   */
  public static VaultKey parse(String text) throws KeyFormatException {
    String secret = text.strip();
    if (!secret.startsWith(PREFIX)) {
      throw new KeyFormatException(
          secret.toLowerCase(Locale.ROOT).startsWith("age1")
              ? "This is a recipient (age1…), the public half of a key. The secret half is needed:"
                  + " it begins with AGE-SECRET-KEY-1."
              : "This is no key: a key begins with AGE-SECRET-KEY-1.");
    }
    try {
      var spec = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "X25519");
      return new VaultKey(
          secret, new Recipient(new X25519KeyFactory().translateKey(spec).toString()));
    } catch (GeneralSecurityException | RuntimeException e) {
      // Without the cause, which could quote the secret.
      throw new KeyFormatException(
          "This key is damaged: a letter is wrong or missing. Copy it again, all of it.");
    }
  }

  /** The secret itself. To be shown once, when it was made, and never be written anywhere. */
  public String secret() {
    return secret;
  }

  /** The public half. */
  public Recipient recipient() {
    return recipient;
  }

  /** The key's public name. */
  public Fingerprint fingerprint() {
    return recipient.fingerprint();
  }

  /** What opens age files for this key. */
  public RecipientStanzaReader stanzaReader() throws GeneralSecurityException {
    return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(secret);
  }

  @Override
  public String toString() {
    return "VaultKey[" + fingerprint().value() + "]";
  }
}
