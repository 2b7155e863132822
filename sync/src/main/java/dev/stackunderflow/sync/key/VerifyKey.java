package dev.stackunderflow.sync.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public half of a device's signing key. */
public final class VerifyKey {

  private static final String ALGORITHM = "Ed25519";

  private final PublicKey key;

  private VerifyKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads one.
   *
   * @param text base64 of X.509 SubjectPublicKeyInfo
   * @throws IllegalArgumentException if it is not a public key
   */
  public static VerifyKey parse(String text) {
    try {
      byte[] spki = Base64.getDecoder().decode(text);
      return new VerifyKey(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 key", e);
    }
  }

  /** Whether this key's other half signed the message. */
  public boolean verify(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a signature of another form than Ed25519's
    }
  }
}
