package dev.stackunderflow.app.cli.command;

import picocli.CommandLine.Command;

@Command(
    name = "stackunderflow",
    description = "One view over all of your coding-agent sessions, from every machine.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow ingest     take in what the agents logged here",
      "  stackunderflow report     tokens and cost by device, project, model and day",
      "  stackunderflow sync init --help"
    })
public final class RootCommand extends CommandGroup {}
