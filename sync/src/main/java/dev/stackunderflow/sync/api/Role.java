package dev.stackunderflow.sync.api;

/** What a device may do. */
public enum Role {
  /** Has the vault's key: reads and writes. */
  FULL("full"),
  /** Has only the recipient: adds, and cannot read. */
  WRITE_ONLY("write-only");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  /** The name in certificates, heads and JSON output. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads the name of a role.
   *
   * @throws IllegalArgumentException if the name is not a role
   */
  public static Role fromWireName(String name) {
    for (Role role : values()) {
      if (role.wireName.equals(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException("not a role: " + name);
  }
}
