package dev.stackunderflow.sync.engine.vault;

/** What a head tells about the machine that wrote it. */
public final class ClientInfo {

  private ClientInfo() {}

  /** The operating system's name. */
  public static String os() {
    return System.getProperty("os.name", "unknown");
  }

  /** This program's version. */
  public static String version() {
    String version = ClientInfo.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
