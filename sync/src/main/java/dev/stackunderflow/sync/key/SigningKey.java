package dev.stackunderflow.sync.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A device's Ed25519 signing key. {@link #toString} does not show it. */
public final class SigningKey {

  private static final String ALGORITHM = "Ed25519";

  /** What is before the 32 bytes of the key in PKCS #8 (RFC 8410, section 7). */
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final int PKCS8_BYTES = PKCS8_PREFIX.length + 32;

  private final byte[] pkcs8;
  private final String verifyKey;

  private SigningKey(byte[] pkcs8, String verifyKey) {
    this.pkcs8 = pkcs8;
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
      return new SigningKey(pair.getPrivate().getEncoded(), verifyKey);
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
    byte[] pkcs8;
    try {
      pkcs8 = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a signing key");
    }
    if (pkcs8.length != PKCS8_BYTES
        || !Arrays.equals(pkcs8, 0, PKCS8_PREFIX.length, PKCS8_PREFIX, 0, PKCS8_PREFIX.length)) {
      throw new IllegalArgumentException("not a signing key");
    }
    return new SigningKey(pkcs8, verifyKey);
  }

  /** The secret half: base64 of PKCS #8. Only for the device's private file. */
  public String encoded() {
    return Base64.getEncoder().encodeToString(pkcs8);
  }

  /** The public half: base64 of X.509 SubjectPublicKeyInfo. */
  public String verifyKey() {
    return verifyKey;
  }

  /** Signs (RFC 8032). */
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
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
