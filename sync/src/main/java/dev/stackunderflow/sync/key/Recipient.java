package dev.stackunderflow.sync.key;

/**
 * The public half of the vault's key. Who knows it can encrypt to the vault, so it is in no object
 * of the bucket.
 *
 * @param value {@code age1…}
 */
public record Recipient(String value) {

  /** What may be shown of it: its fingerprint. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(this);
  }

  @Override
  public String toString() {
    return "Recipient[" + fingerprint().value() + "]";
  }
}
