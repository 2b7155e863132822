package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.cli.terminal.TerminalStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Only the commands that are needed are built, and they are the same ones. */
class CommandsTest {

  private static final TerminalStream NOWHERE =
      new TerminalStream(new PrintStream(OutputStream.nullOutputStream()));

  private final Context context =
      new Context(Map.of(), NOWHERE, NOWHERE, Terminal.NONE, Clock.systemUTC());

  private static CommandLine sub(CommandLine command, String name) {
    return Objects.requireNonNull(command.getSubcommands().get(name), name);
  }

  private static void checkNames(CommandLine command) {
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              assertThat(subcommand.getCommandName()).isEqualTo(name);
              checkNames(subcommand);
            });
  }

  @Test
  void everyCommandIsFoundByItsOwnName() {
    checkNames(Commands.all(context));
  }

  @Test
  void onlyTheNamedCommandIsBuilt() {
    CommandLine root = Commands.named(context, "sync", "devices", "rename", "a", "b");
    CommandLine sync = sub(root, "sync");
    assertThat(root.getSubcommands()).containsOnlyKeys("sync");
    assertThat(sync.getSubcommands()).containsOnlyKeys("devices");
    assertThat(sub(sync, "devices").getSubcommands()).containsOnlyKeys("rename");
  }

  @Test
  void helpAndMisspelledNamesKnowAllCommands() {
    CommandLine all = Commands.all(context);
    for (String[] args : new String[][] {{}, {"--help"}, {"sesions"}, {"completion"}}) {
      assertThat(Commands.named(context, args).getSubcommands().keySet())
          .isEqualTo(all.getSubcommands().keySet());
    }
    assertThat(sub(Commands.named(context, "sync", "--help"), "sync").getHelp())
        .isNotNull()
        .extracting(help -> help.fullSynopsis())
        .isEqualTo(sub(all, "sync").getHelp().fullSynopsis());
    assertThat(sub(Commands.named(context, "sync"), "sync").getSubcommands())
        .hasSameSizeAs(sub(all, "sync").getSubcommands());
  }
}
