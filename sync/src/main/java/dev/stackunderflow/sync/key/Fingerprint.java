package dev.stackunderflow.sync.key;

import dev.stackunderflow.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A key's public name.
 *
 * @param value {@code SHA256:} and the base64 of the SHA-256 over the recipient string
 */
public record Fingerprint(String value) {

  static Fingerprint of(Recipient recipient) {
    byte[] hash = Sha256.start().digest(recipient.value().getBytes(StandardCharsets.UTF_8));
    return new Fingerprint("SHA256:" + Base64.getEncoder().encodeToString(hash));
  }

  @Override
  public String toString() {
    return value;
  }
}
