package dev.stackunderflow.sync.wire.v1;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where the objects of a vault are, below the prefix of the bucket URL. */
public final class Layout {

  /** The vault object. */
  public static final String VAULT = "v1/vault.json";

  /** What the names of all heads begin with. */
  public static final String HEADS = "v1/heads/";

  /** What the names of all segments begin with. */
  public static final String SEGMENTS = "v1/segments/";

  /** What the names of the objects of vaults begin with whose key was given up. */
  public static final String ABANDONED = "v1/abandoned/";

  /** What the names of the last accepted heads of revoked devices begin with. */
  public static final String REVOKED = "v1/revoked/";

  private static final String SUFFIX = ".age";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern SEGMENT_ID = Pattern.compile("[1-9][0-9]{0,17}-[0-9a-f]{16}");

  private Layout() {}

  /** The key of a device's head. */
  public static String head(String deviceId) {
    return HEADS + deviceId + SUFFIX;
  }

  /** The key of a segment. */
  public static String segment(String deviceId, String segmentId) {
    return SEGMENTS + deviceId + "/" + segmentId + SUFFIX;
  }

  /** Where the last head that is accepted of a revoked device is kept. */
  public static String revoked(String deviceId, long generation) {
    return REVOKED + deviceId + "/" + generation + SUFFIX;
  }

  /** Where an object of a vault is kept after its key was given up. */
  public static String abandoned(String vaultId, String key) {
    return ABANDONED + vaultId + "/" + key.substring("v1/".length());
  }

  /** The device whose head has this key, or empty where the key is not one of a head. */
  public static Optional<String> deviceOfHead(String key) {
    if (!key.startsWith(HEADS) || !key.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String id = key.substring(HEADS.length(), key.length() - SUFFIX.length());
    return isUuid(id) ? Optional.of(id) : Optional.empty();
  }

  /** The id of the device's segment that has this key, or empty where the key is not one. */
  public static Optional<String> segmentOf(String deviceId, String key) {
    String prefix = SEGMENTS + deviceId + "/";
    if (!key.startsWith(prefix) || !key.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String id = key.substring(prefix.length(), key.length() - SUFFIX.length());
    return isSegmentId(id) ? Optional.of(id) : Optional.empty();
  }

  /** The generation that a segment was made for, which its id begins with. */
  public static long generationOf(String segmentId) {
    return Long.parseLong(segmentId.substring(0, segmentId.indexOf('-')));
  }

  /** Whether the text is a UUID in lower case. */
  public static boolean isUuid(String text) {
    return UUID.matcher(text).matches();
  }

  static boolean isSegmentId(String text) {
    return SEGMENT_ID.matcher(text).matches();
  }
}
