package dev.stackunderflow.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The program's version, out of the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"stackunderflow " + (version == null ? "development" : version)};
  }
}
