package dev.stackunderflow.sync.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sync key rotate} did. {@link #toString} does not show the secret.
 *
 * @param isDone false if a key was generated and is only shown: nothing was changed yet
 * @param secret the new key if it was generated now; else null
 * @param newFingerprint the fingerprint of the new key
 * @param keyPlace where this device loads the new key from, in words
 * @param toMove the labels of the devices that need the new key and then switch to it
 * @param toInvite the labels of the write-only devices, which keep the old key until they are
 *     invited again
 * @param unreadable the ids of devices whose heads did not open
 * @param pushed what was sent under the new key; null if nothing was changed
 */
public record RotateResult(
    boolean isDone,
    @Nullable String secret,
    String newFingerprint,
    String keyPlace,
    List<String> toMove,
    List<String> toInvite,
    List<String> unreadable,
    @Nullable PushResult pushed) {

  @Override
  public String toString() {
    return "RotateResult[" + newFingerprint + "]";
  }
}
