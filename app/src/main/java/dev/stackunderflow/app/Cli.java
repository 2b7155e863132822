package dev.stackunderflow.app;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.Failures;
import dev.stackunderflow.app.cli.OutputClosedException;
import dev.stackunderflow.app.cli.command.CompletionCommand;
import dev.stackunderflow.app.cli.command.IngestCommand;
import dev.stackunderflow.app.cli.command.RootCommand;
import dev.stackunderflow.app.cli.command.StartCommand;
import dev.stackunderflow.app.cli.command.device.DevicesCommand;
import dev.stackunderflow.app.cli.command.device.DevicesRemoveCommand;
import dev.stackunderflow.app.cli.command.device.DevicesRenameCommand;
import dev.stackunderflow.app.cli.command.device.DevicesRevokeCommand;
import dev.stackunderflow.app.cli.command.key.KeyBackupCommand;
import dev.stackunderflow.app.cli.command.key.KeyCheckCommand;
import dev.stackunderflow.app.cli.command.key.KeyCommand;
import dev.stackunderflow.app.cli.command.key.KeyFingerprintCommand;
import dev.stackunderflow.app.cli.command.key.KeyRotateCommand;
import dev.stackunderflow.app.cli.command.key.KeySheetCommand;
import dev.stackunderflow.app.cli.command.key.KeyShowCommand;
import dev.stackunderflow.app.cli.command.sync.AutoCommand;
import dev.stackunderflow.app.cli.command.sync.ConflictsCommand;
import dev.stackunderflow.app.cli.command.sync.ConflictsKeepCommand;
import dev.stackunderflow.app.cli.command.sync.FingerprintCommand;
import dev.stackunderflow.app.cli.command.sync.ForgetCommand;
import dev.stackunderflow.app.cli.command.sync.InitCommand;
import dev.stackunderflow.app.cli.command.sync.InviteCommand;
import dev.stackunderflow.app.cli.command.sync.JoinCommand;
import dev.stackunderflow.app.cli.command.sync.NowCommand;
import dev.stackunderflow.app.cli.command.sync.PruneCommand;
import dev.stackunderflow.app.cli.command.sync.PullCommand;
import dev.stackunderflow.app.cli.command.sync.PushCommand;
import dev.stackunderflow.app.cli.command.sync.RestoreCommand;
import dev.stackunderflow.app.cli.command.sync.StatusCommand;
import dev.stackunderflow.app.cli.command.sync.SyncCommand;
import dev.stackunderflow.app.cli.command.sync.VerifyCommand;
import dev.stackunderflow.app.cli.command.view.CarryCommand;
import dev.stackunderflow.app.cli.command.view.ExportCommand;
import dev.stackunderflow.app.cli.command.view.ProjectsCommand;
import dev.stackunderflow.app.cli.command.view.ProjectsLinkCommand;
import dev.stackunderflow.app.cli.command.view.ProjectsUnlinkCommand;
import dev.stackunderflow.app.cli.command.view.ReportCommand;
import dev.stackunderflow.app.cli.command.view.SearchCommand;
import dev.stackunderflow.app.cli.command.view.SessionsCommand;
import dev.stackunderflow.app.cli.command.view.ShowCommand;
import dev.stackunderflow.app.cli.command.view.SqlCommand;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.cli.terminal.TerminalStream;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line: which commands exist, and what happens when one fails. */
public final class Cli {

  private final Context context;
  private final CommandLine commands;

  /** See {@link dev.stackunderflow.app.Main#run}. */
  public Cli(
      Map<String, String> env, PrintStream out, PrintStream err, Terminal terminal, Clock clock) {
    this.context =
        new Context(env, new TerminalStream(out), new TerminalStream(err), terminal, clock);
    this.commands = commands(context);
  }

  private static CommandLine commands(Context context) {
    return new CommandLine(new RootCommand())
        .addSubcommand(new IngestCommand(context))
        .addSubcommand(
            new CommandLine(new ProjectsCommand(context))
                .addSubcommand(new ProjectsLinkCommand(context))
                .addSubcommand(new ProjectsUnlinkCommand(context)))
        .addSubcommand(
            new CommandLine(new SessionsCommand(context)).addSubcommand(new CarryCommand(context)))
        .addSubcommand(new ShowCommand(context))
        .addSubcommand(new SearchCommand(context))
        .addSubcommand(new ReportCommand(context))
        .addSubcommand(new SqlCommand(context))
        .addSubcommand(new ExportCommand(context))
        .addSubcommand(syncCommands(context))
        .addSubcommand(new StartCommand(context))
        .addSubcommand(new CompletionCommand(context))
        .setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(context.terminal().colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misunderstood(context, e))
        .setExecutionExceptionHandler((e, _, _) -> failed(context, e));
  }

  private static CommandLine syncCommands(Context context) {
    return new CommandLine(new SyncCommand())
        .addSubcommand(new InitCommand(context))
        .addSubcommand(new PushCommand(context))
        .addSubcommand(new PullCommand(context))
        .addSubcommand(new NowCommand(context))
        .addSubcommand(new StatusCommand(context))
        .addSubcommand(new AutoCommand(context))
        .addSubcommand(
            new CommandLine(new ConflictsCommand(context))
                .addSubcommand(new ConflictsKeepCommand(context)))
        .addSubcommand(new FingerprintCommand(context))
        .addSubcommand(new VerifyCommand(context))
        .addSubcommand(new PruneCommand(context))
        .addSubcommand(new ForgetCommand(context))
        .addSubcommand(new RestoreCommand(context))
        .addSubcommand(
            new CommandLine(new KeyCommand())
                .addSubcommand(new KeyFingerprintCommand(context))
                .addSubcommand(new KeyCheckCommand(context))
                .addSubcommand(new KeyShowCommand(context))
                .addSubcommand(new KeyBackupCommand(context))
                .addSubcommand(new KeySheetCommand(context))
                .addSubcommand(new KeyRotateCommand(context)))
        .addSubcommand(
            new CommandLine(new DevicesCommand(context))
                .addSubcommand(new DevicesRenameCommand(context))
                .addSubcommand(new DevicesRevokeCommand(context))
                .addSubcommand(new DevicesRemoveCommand(context)))
        .addSubcommand(new InviteCommand(context))
        .addSubcommand(new JoinCommand(context));
  }

  /** All commands, for completion and for tests of the documentation. */
  public CommandLine commandLine() {
    return commands;
  }

  /**
   * Runs a command.
   *
   * @param args as typed
   * @return the exit code, one of {@link ExitCode}
   */
  public int run(String... args) {
    int exitCode = execute(args);
    context.out().flush();
    context.err().flush();
    return exitCode;
  }

  /** Picocli handles exceptions, but not errors: without this they would end without a word. */
  private int execute(String... args) {
    try {
      PrivateFiles.tighten(context.home());
      return commands.execute(args);
    } catch (IOException e) {
      return failed(context, e);
    } catch (VirtualMachineError | LinkageError e) {
      context.say(Failures.message(e));
      return ExitCode.UNEXPECTED;
    }
  }

  private static int misunderstood(Context context, CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    context.say(String.valueOf(e.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(
        e, new PrintWriter(context.err(), true, StandardCharsets.UTF_8))) {
      context.say("See: " + command.getCommandSpec().qualifiedName(" ") + " --help");
    }
    return ExitCode.USAGE;
  }

  private static int failed(Context context, Exception e) {
    if (e instanceof OutputClosedException) {
      return ExitCode.DONE;
    }
    context.say(Failures.message(e, context.home().folder()));
    return Failures.exitCode(e);
  }
}
