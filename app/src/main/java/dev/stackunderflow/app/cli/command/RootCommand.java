package dev.stackunderflow.app.cli.command;

import picocli.CommandLine.Command;

/** The program. */
@Command(
    name = "stackunderflow",
    description = "One view over your coding-agent sessions from all machines.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow ingest     import this machine's session logs",
      "  stackunderflow report     tokens and cost by device, project, model and day",
      "  stackunderflow sync init --help"
    })
public final class RootCommand extends CommandGroup {}
