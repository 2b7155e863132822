package dev.stackunderflow.app;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.command.AutoCommand;
import dev.stackunderflow.app.cli.command.CarryCommand;
import dev.stackunderflow.app.cli.command.CompletionCommand;
import dev.stackunderflow.app.cli.command.ConflictsCommand;
import dev.stackunderflow.app.cli.command.DevicesCommands;
import dev.stackunderflow.app.cli.command.ExportCommand;
import dev.stackunderflow.app.cli.command.FingerprintCommand;
import dev.stackunderflow.app.cli.command.ForgetCommand;
import dev.stackunderflow.app.cli.command.IngestCommand;
import dev.stackunderflow.app.cli.command.InitCommand;
import dev.stackunderflow.app.cli.command.InviteCommands;
import dev.stackunderflow.app.cli.command.KeyCommands;
import dev.stackunderflow.app.cli.command.NotFoundException;
import dev.stackunderflow.app.cli.command.ProjectsCommand;
import dev.stackunderflow.app.cli.command.PruneCommand;
import dev.stackunderflow.app.cli.command.ReportCommand;
import dev.stackunderflow.app.cli.command.RestoreCommand;
import dev.stackunderflow.app.cli.command.RootCommand;
import dev.stackunderflow.app.cli.command.SearchCommand;
import dev.stackunderflow.app.cli.command.SessionsCommand;
import dev.stackunderflow.app.cli.command.ShowCommand;
import dev.stackunderflow.app.cli.command.SqlCommand;
import dev.stackunderflow.app.cli.command.StartCommand;
import dev.stackunderflow.app.cli.command.StatusCommand;
import dev.stackunderflow.app.cli.command.SyncCommands;
import dev.stackunderflow.app.cli.command.VerifyCommand;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.OutputClosedException;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.catalog.view.UnknownDeviceException;
import dev.stackunderflow.core.export.QueryRejectedException;
import dev.stackunderflow.core.price.PriceFileException;
import dev.stackunderflow.core.sqlite.StorageDiagnostics;
import dev.stackunderflow.core.time.InvalidDateException;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The whole command line, and the only place that turns failures into exit codes. */
public final class Cli {

  private final Context context;
  private final CommandLine commands;

  /** See {@link dev.stackunderflow.app.Main#run}. */
  public Cli(
      Map<String, String> env, PrintStream out, PrintStream err, Terminal terminal, Clock clock) {
    this.context = new Context(env, out, err, terminal, clock);
    this.commands = commands(context);
  }

  private static CommandLine commands(Context context) {
    var key =
        new CommandLine(new KeyCommands.Key())
            .addSubcommand(new KeyCommands.Fingerprint(context))
            .addSubcommand(new KeyCommands.Check(context))
            .addSubcommand(new KeyCommands.Show(context))
            .addSubcommand(new KeyCommands.Backup(context))
            .addSubcommand(new KeyCommands.Sheet(context))
            .addSubcommand(new KeyCommands.Rotate(context));
    var sync =
        new CommandLine(new SyncCommands.Sync())
            .addSubcommand(new InitCommand(context))
            .addSubcommand(new SyncCommands.Push(context))
            .addSubcommand(new SyncCommands.Pull(context))
            .addSubcommand(new SyncCommands.Now(context))
            .addSubcommand(new StatusCommand(context))
            .addSubcommand(new AutoCommand(context))
            .addSubcommand(
                new CommandLine(new ConflictsCommand(context))
                    .addSubcommand(new ConflictsCommand.Keep(context)))
            .addSubcommand(new FingerprintCommand(context))
            .addSubcommand(new VerifyCommand(context))
            .addSubcommand(new PruneCommand(context))
            .addSubcommand(new ForgetCommand(context))
            .addSubcommand(new RestoreCommand(context))
            .addSubcommand(key)
            .addSubcommand(
                new CommandLine(new DevicesCommands.Devices(context))
                    .addSubcommand(new DevicesCommands.Rename(context))
                    .addSubcommand(new DevicesCommands.Revoke(context))
                    .addSubcommand(new DevicesCommands.Remove(context)))
            .addSubcommand(new InviteCommands.Invite(context))
            .addSubcommand(new InviteCommands.Join(context));
    return new CommandLine(new RootCommand())
        .addSubcommand(new IngestCommand(context))
        .addSubcommand(
            new CommandLine(new ProjectsCommand(context))
                .addSubcommand(new ProjectsCommand.LinkProjects(context))
                .addSubcommand(new ProjectsCommand.UnlinkProject(context)))
        .addSubcommand(
            new CommandLine(new SessionsCommand(context)).addSubcommand(new CarryCommand(context)))
        .addSubcommand(new ShowCommand(context))
        .addSubcommand(new SearchCommand(context))
        .addSubcommand(new ReportCommand(context))
        .addSubcommand(new SqlCommand(context))
        .addSubcommand(new ExportCommand(context))
        .addSubcommand(sync)
        .addSubcommand(new StartCommand(context))
        .addSubcommand(new CompletionCommand(context))
        .setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(context.terminal().colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misunderstood(context, e))
        .setExecutionExceptionHandler((e, _, _) -> failed(context, e));
  }

  /** All commands, for completion and for the tests of the docs. */
  public CommandLine commandLine() {
    return commands;
  }

  /** Runs one; the result is the exit code. */
  public int run(String... args) {
    int exitCode = commands.execute(args);
    context.out().flush();
    context.err().flush();
    return exitCode;
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
    context.say(words(context, e));
    return exitCode(e);
  }

  private static int exitCode(Exception e) {
    return switch (e) {
      case SyncException.Usage _ -> ExitCode.USAGE;
      case UnknownDeviceException _ -> ExitCode.USAGE;
      case NotFoundException _ -> ExitCode.USAGE;
      case InvalidDateException _ -> ExitCode.USAGE;
      case CarryException _ -> ExitCode.USAGE;
      case QueryRejectedException _ -> ExitCode.USAGE;
      case FileAlreadyExistsException _ -> ExitCode.USAGE;
      case PriceFileException _ -> ExitCode.USAGE;
      case SyncException.NotConfigured _ -> ExitCode.NOT_SET_UP;
      case SyncException.WrongKey _ -> ExitCode.WRONG_KEY;
      case SyncException.Unreachable _ -> ExitCode.UNREACHABLE;
      case SyncException.Denied _ -> ExitCode.DENIED;
      case SyncException.Tampered _ -> ExitCode.TAMPERED;
      case SyncException.Busy _ -> ExitCode.BUSY;
      default -> ExitCode.UNEXPECTED;
    };
  }

  private static String words(Context context, Exception e) {
    Throwable cause =
        e instanceof SyncException.Unexpected && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof FileAlreadyExistsException file) {
      return file.getFile() + " is there already. Nothing was written. Name a new file.";
    }
    if (!(cause instanceof SyncException)) {
      Optional<String> storage = StorageDiagnostics.words(cause, context.home().folder());
      if (storage.isPresent()) {
        return storage.get();
      }
    }
    if (e instanceof SyncException || e instanceof IOException) {
      return String.valueOf(e.getMessage());
    }
    return "This should not happen: "
        + e
        + ". Nothing is lost: every write here is whole or not at all. Please report it with the"
        + " command that you ran.";
  }
}
