package dev.stackunderflow.sync.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A device's Ed25519 signing key. {@link #toString} does not show it. */
public final class SigningKey {

  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;
  private final String verifyKey;

  private SigningKey(PrivateKey key, String verifyKey) {
    this.key = key;
    this.verifyKey = verifyKey;
  }

  /** Generates a key with the JDK's default randomness. */
  public static SigningKey generate() {
    return generate(new SecureRandom());
  }

  /** Generates a key. */
  public static SigningKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      String verifyKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
      return new SigningKey(pair.getPrivate(), verifyKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /**
   * Decodes a key.
   *
   * @param encoded what {@link #encoded} returned
   * @param verifyKey what {@link #verifyKey} returned
   * @throws IllegalArgumentException if it is not a signing key; without a cause that could quote
   *     it
   */
  public static SigningKey decode(String encoded, String verifyKey) {
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(encoded);
      return new SigningKey(
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
          verifyKey);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException("not a signing key");
    }
  }

  /** The secret half: base64 of PKCS #8. Only for the device's private file. */
  public String encoded() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** The public half: base64 of X.509 SubjectPublicKeyInfo. */
  public String verifyKey() {
    return verifyKey;
  }

  /** Signs (RFC 8032). */
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the device's signing key cannot sign", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[verifyKey=" + verifyKey + "]";
  }
}
