package dev.stackunderflow.app.text;

/** The program's version, out of the jar's manifest. */
public final class ProgramVersion {

  private ProgramVersion() {}

  /** The version; {@code development} where the classes are in no jar. */
  public static String get() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
