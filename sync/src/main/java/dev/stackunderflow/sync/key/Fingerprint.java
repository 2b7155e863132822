package dev.stackunderflow.sync.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A key's public name.
 *
 * @param value {@code SHA256:} and the base64 of the SHA-256 over the recipient string
 */
public record Fingerprint(String value) {

  static Fingerprint of(Recipient recipient) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(recipient.value().getBytes(StandardCharsets.UTF_8));
      return new Fingerprint("SHA256:" + Base64.getEncoder().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
