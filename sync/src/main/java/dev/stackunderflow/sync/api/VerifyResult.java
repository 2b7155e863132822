package dev.stackunderflow.sync.api;

import java.util.List;

/**
 * What was found in the bucket.
 *
 * @param devices devices with a head
 * @param segments segments that the good heads name
 * @param bytes their sizes, ciphertext
 * @param events the events in the live ones
 * @param orphans segments in the bucket that no head names, left by interrupted pushes
 * @param deep whether every segment was fetched, opened and counted
 * @param problems problems, in words; empty if everything is as the devices wrote it
 */
public record VerifyResult(
    int devices,
    int segments,
    long bytes,
    long events,
    int orphans,
    boolean deep,
    List<String> problems) {}
