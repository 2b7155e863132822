package dev.stackunderflow.sync.wire;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.store.Folder;
import dev.stackunderflow.sync.api.Role;
import java.util.ArrayList;
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
 * @param places where the device's projects are
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
    List<Decision> decisions,
    Places places) {

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
   * Where a device's projects are. Programs of before do not say, and do not read it.
   *
   * @param home the device's home folder; empty where it does not say
   * @param folders the folders of its projects that are in a Git repository with a remote
   */
  public record Places(String home, List<Folder> folders) {

    /** The device does not say. */
    public static final Places NONE = new Places("", List.of());

    /** The longest path, in characters. */
    public static final int MAX_PATH = 4_096;

    /** The longest name of a repository, in characters. */
    public static final int MAX_REMOTE = 2_048;

    /** The most folders that a head has. */
    public static final int MAX_FOLDERS = 10_000;

    /** The most characters in all folders of a head that a device writes. */
    public static final int MAX_CHARACTERS = 2_000_000;

    /** As much of it as a head may have: the first folders. */
    public static Places of(String home, List<Folder> folders) {
      List<Folder> kept = new ArrayList<>();
      int characters = 0;
      for (Folder folder : folders) {
        boolean isShort =
            folder.path().length() <= MAX_PATH
                && folder.within().length() <= MAX_PATH
                && folder.remote().length() <= MAX_REMOTE;
        int length = folder.path().length() + folder.within().length() + folder.remote().length();
        if (isShort && kept.size() < MAX_FOLDERS && characters + length <= MAX_CHARACTERS) {
          kept.add(folder);
          characters += length;
        }
      }
      return new Places(home.length() <= MAX_PATH ? home : "", List.copyOf(kept));
    }
  }

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
