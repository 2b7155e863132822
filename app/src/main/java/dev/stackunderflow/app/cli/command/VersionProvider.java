package dev.stackunderflow.app.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The program's version, out of the jar's manifest. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return new String[] {"stackunderflow " + (version == null ? "development" : version)};
  }
}
