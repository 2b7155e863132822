package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.text.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"stackunderflow " + ProgramVersion.get()};
  }
}
