package dev.stackunderflow.sync.api;

import java.util.List;

/**
 * What a push did.
 *
 * @param events events sent
 * @param segments segments sent
 * @param bytes ciphertext bytes sent in segments
 * @param generation this device's generation after the push; 0 before its first
 * @param requests requests made to the bucket
 * @param notices notices for the user; usually empty
 */
public record PushResult(
    long events, int segments, long bytes, long generation, long requests, List<String> notices) {}
