package dev.stackunderflow.sync.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device of the vault, from its head in the bucket.
 *
 * @param deviceId its random UUID
 * @param label the name that people read; the id if the head cannot be read
 * @param thisDevice whether it is this one
 * @param role {@code full} or {@code write-only}; empty if the head cannot be read
 * @param os its operating system
 * @param program its program's version
 * @param generation its last push
 * @param events events in its live segments; one that was published again counts twice until they
 *     are compacted
 * @param segments how many live segments it has
 * @param bytes their size
 * @param lastSeen when it last wrote to the vault, ISO 8601 UTC
 * @param behind for the label of every other device, how many of its pushes this one has not merged
 * @param problem the problem with it; null for none
 */
public record DeviceInfo(
    String deviceId,
    String label,
    boolean thisDevice,
    String role,
    String os,
    String program,
    long generation,
    long events,
    int segments,
    long bytes,
    @Nullable String lastSeen,
    Map<String, Long> behind,
    @Nullable String problem) {}
