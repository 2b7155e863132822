package dev.stackunderflow.sync.wire;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.sync.api.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device's manifest: the content of its head.
 *
 * @param vaultId the vault it belongs to
 * @param device the device that wrote it
 * @param generation this push's number, from 1
 * @param previous SHA-256 of the head object before, in hex; null in the first
 * @param writtenAt by the device's clock, ISO 8601 UTC
 * @param stamp the device's hybrid logical clock at this push, in ms
 * @param segments its live segments in the order in which they are applied
 * @param merged for every other device's id the generation that this one has merged
 * @param revoked for the id of each revoked device the last generation of it that is accepted
 * @param decisions the user's decisions on any device, as far as this one knows
 */
public record Head(
    String vaultId,
    Device device,
    long generation,
    @Nullable String previous,
    String writtenAt,
    long stamp,
    List<SegmentRef> segments,
    Map<String, Long> merged,
    Map<String, Long> revoked,
    List<Decision> decisions) {

  /** The {@code format} field. */
  public static final String FORMAT = "stackunderflow-sync-head";

  /** The {@code version} field. */
  public static final int VERSION = 1;

  /** The signature covers this label, a line break, and the body. */
  public static final String SIGNATURE_LABEL = "stackunderflow-sync/v1/head";

  /** The largest head before compression, in bytes. */
  public static final long MAX_PLAINTEXT_BYTES = 16L << 20;

  /** The largest head object, in bytes. */
  public static final long MAX_BYTES = MAX_PLAINTEXT_BYTES + (1L << 20);

  /**
   * The device that wrote a head.
   *
   * @param id the device's random UUID
   * @param incarnation a random UUID, new with each id
   * @param label the name that people read
   * @param role what the device may do
   * @param os the operating system's name
   * @param program the program's version
   */
  public record Device(
      String id, String incarnation, String label, Role role, String os, String program) {}

  /**
   * A segment as its device's head lists it, or as the segment that replaced it does.
   *
   * @param id {@code <generation>-<random>}
   * @param from it covers the generations above this one …
   * @param to … up to this one
   * @param born the generation that added it
   * @param stamp the device's clock at that push, in ms; orders it against other segments
   * @param bytes the object's size as stored
   * @param sha256 the hash of the object as stored, in hex
   * @param events how many events it contains
   */
  public record SegmentRef(
      String id,
      long from,
      long to,
      long born,
      long stamp,
      long bytes,
      String sha256,
      long events) {}
}
