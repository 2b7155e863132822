package dev.stackunderflow.sync.api;

/**
 * What becomes unreadable when a vault's key is given up.
 *
 * @param keyFingerprint the fingerprint of the key that would be given up
 * @param bucketUrl where the vault is
 * @param created when the vault was created, ISO 8601 UTC; empty if the bucket does not contain it
 * @param devices how many devices have pushed to it
 * @param segments how many segments they left there
 * @param bytes how large those are
 * @param knownEvents how many of the vault's events are on this machine, and stay
 */
public record TakeoverPlan(
    String keyFingerprint,
    String bucketUrl,
    String created,
    int devices,
    int segments,
    long bytes,
    long knownEvents) {}
