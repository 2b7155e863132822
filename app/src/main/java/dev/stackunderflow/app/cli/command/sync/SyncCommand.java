package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code sync}. */
@Command(
    name = "sync",
    description = "Sync with your other machines through your own bucket, encrypted.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync now")
public final class SyncCommand extends CommandGroup {}
