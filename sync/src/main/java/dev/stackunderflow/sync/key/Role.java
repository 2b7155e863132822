package dev.stackunderflow.sync.key;

/** What a device may do. */
public enum Role {
  /** Holds the vault's key: reads and writes. */
  FULL("full"),
  /** Holds the recipient only: adds, and reads nothing. */
  WRITE_ONLY("write-only");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  /** As certificates and heads say it. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads what a certificate says.
   *
   * @throws IllegalArgumentException if it is no role
   */
  public static Role fromWireName(String name) {
    for (Role role : values()) {
      if (role.wireName.equals(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException("no role");
  }
}
