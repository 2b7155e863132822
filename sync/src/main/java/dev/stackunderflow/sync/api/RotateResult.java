package dev.stackunderflow.sync.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sync key rotate} did. {@link #toString} doesn't show the secret.
 *
 * @param isDone false where a key was made and is only shown: nothing was changed yet
 * @param secret the new key, where it was made now; null else
 * @param newFingerprint of the vault's key now, or of the one that was made
 * @param keyPlace where this device looks for the new key, in words
 * @param toMove the labels of the devices that need the new key, and then move by themselves
 * @param toInvite the labels of the write-only devices, which go on under the old key until they
 *     are invited anew
 * @param unreadable the ids of devices whose heads did not open
 * @param pushed what was sent under the new key, null where nothing was changed
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
