package dev.stackunderflow.sync.bucket;

/** How a provider takes {@code If-Match} in a put, as {@link BucketProbe} found. */
public enum ConditionalWrites {
  /** It ignores or rejects the condition. */
  NONE("none"),
  /** With the ETag in quotes, as RFC 9110 has it. */
  QUOTED_ETAG("quoted-etag"),
  /** With the ETag without quotes only: Hetzner, Ceph 16. */
  BARE_ETAG("bare-etag");

  private final String wireName;

  ConditionalWrites(String wireName) {
    this.wireName = wireName;
  }

  /** Whether conditions can be relied on. */
  public boolean areSupported() {
    return this != NONE;
  }

  /** The name in files and invitations. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads {@link #wireName}.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static ConditionalWrites fromWireName(String name) {
    for (ConditionalWrites value : values()) {
      if (value.wireName.equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown kind of conditional writes");
  }
}
