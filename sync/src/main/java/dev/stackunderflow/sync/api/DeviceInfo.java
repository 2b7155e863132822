package dev.stackunderflow.sync.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device of the vault, as its head in the bucket tells.
 *
 * @param deviceId its random UUID
 * @param label the name that people read; the id where the head can't be read
 * @param thisDevice whether it is this one
 * @param role {@code full} or {@code write-only}
 * @param os its operating system
 * @param program its program's version
 * @param generation its last push
 * @param events events in its live segments; one that was published again counts twice until they
 *     are compacted
 * @param segments how many live segments it has
 * @param bytes how large those are
 * @param lastSeen when it last wrote to the vault, ISO 8601 UTC
 * @param behind for the label of every other device, how many of its pushes this one has not merged
 * @param problem what is wrong with it, or null
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
