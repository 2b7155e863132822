package dev.stackunderflow.sync.api;

/**
 * The vault's key with everything that is needed to use it. {@link #toString} does not show it.
 *
 * @param secret the key itself
 * @param fingerprint its public name
 * @param bucketUrl where the vault is
 */
public record RevealedKey(String secret, String fingerprint, String bucketUrl) {

  @Override
  public String toString() {
    return "RevealedKey[" + fingerprint + "]";
  }
}
