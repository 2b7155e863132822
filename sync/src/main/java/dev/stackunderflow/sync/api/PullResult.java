package dev.stackunderflow.sync.api;

import java.util.List;

/**
 * What a pull did.
 *
 * @param devices other devices known in the vault
 * @param events events imported into the replica
 * @param bytes ciphertext bytes fetched in segments
 * @param conflicts conflicts in the merged view now
 * @param forgotten events deleted because another device asked for it
 * @param requests requests made to the bucket
 * @param notices notices for the user
 * @param quarantined the rejected devices, with reasons; all others were imported
 */
public record PullResult(
    int devices,
    long events,
    long bytes,
    long conflicts,
    long forgotten,
    long requests,
    List<String> notices,
    List<Quarantine> quarantined) {

  /**
   * A device whose objects are not what it wrote.
   *
   * @param deviceId the device
   * @param label its last good label, or its id
   * @param reason the problem, what is safe and what to do, in words
   * @param tampered whether its objects are not what it wrote; else a newer program wrote them
   */
  public record Quarantine(String deviceId, String label, String reason, boolean tampered) {}
}
