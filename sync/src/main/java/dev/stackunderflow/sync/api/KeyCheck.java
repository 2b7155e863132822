package dev.stackunderflow.sync.api;

/**
 * What the key was found to open.
 *
 * @param keyFingerprint the key's fingerprint, which is the vault's
 * @param devices devices with a head in the bucket
 * @param opened of them, those whose head opens with the key and was written by the device
 */
public record KeyCheck(String keyFingerprint, int devices, int opened) {}
