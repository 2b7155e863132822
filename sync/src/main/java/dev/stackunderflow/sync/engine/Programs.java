package dev.stackunderflow.sync.engine;

/** What a head says of the machine that wrote it. */
final class Programs {

  private Programs() {}

  /** The operating system's name. */
  static String os() {
    return System.getProperty("os.name", "unknown");
  }

  /** This program's version. */
  static String version() {
    String version = Programs.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
