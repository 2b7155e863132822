package dev.stackunderflow.bench;

import dev.stackunderflow.app.Cli;
import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/**
 * Prints the help of every command as Markdown, for docs/commands.md: see scripts/commands-page.
 */
public final class CommandsPage {

  private CommandsPage() {}

  /** Prints it to standard output. */
  public static void main(String[] args) {
    try (var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8)) {
      print(out, new Cli(Map.of(), out, out, Terminal.NONE, Clock.systemUTC()).commandLine());
    }
  }

  private static void print(PrintStream out, CommandLine command) {
    out.print("\n## " + command.getCommandSpec().qualifiedName(" ") + "\n\n```\n");
    out.print(command.getUsageMessage().replace("\r\n", "\n"));
    out.print("```\n");
    command.getSubcommands().values().forEach(subcommand -> print(out, subcommand));
  }
}
