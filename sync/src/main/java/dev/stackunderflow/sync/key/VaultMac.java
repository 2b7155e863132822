package dev.stackunderflow.sync.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What only the holder of the vault's key can write: HMAC-SHA256 (RFC 2104), keyed by HKDF-SHA256
 * (RFC 5869) from the identity, bound to one use by a label and to one vault by the salt.
 */
final class VaultMac {

  private static final int KEY_BYTES = 32;

  private VaultMac() {}

  static String of(VaultKey key, String vaultId, String label, String... fields) {
    byte[] secret = key.secretBytes();
    try {
      SecretKey macKey =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "HmacSHA256",
                  HKDFParameterSpec.ofExtract()
                      .addIKM(secret)
                      .addSalt(vaultId.getBytes(StandardCharsets.UTF_8))
                      .thenExpand(label.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(macKey);
      String message = label + '\n' + String.join("\n", fields);
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HKDF-SHA256 or HmacSHA256", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Compares in constant time. */
  static boolean isSame(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }
}
