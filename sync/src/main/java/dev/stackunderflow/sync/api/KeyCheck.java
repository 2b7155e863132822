package dev.stackunderflow.sync.api;

/**
 * What the key opens.
 *
 * @param keyFingerprint the key's fingerprint, which is the vault's
 * @param devices devices with a head in the bucket
 * @param opened how many of these heads open with the key and were written by their device
 */
public record KeyCheck(String keyFingerprint, int devices, int opened) {}
