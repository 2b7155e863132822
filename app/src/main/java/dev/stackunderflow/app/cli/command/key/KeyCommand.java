package dev.stackunderflow.app.cli.command.key;

import dev.stackunderflow.app.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code sync key}. */
@Command(
    name = "key",
    description = "Show, check, back up and replace the vault's key.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync key backup --to /media/usb/vault-key.txt")
public final class KeyCommand extends CommandGroup {}
