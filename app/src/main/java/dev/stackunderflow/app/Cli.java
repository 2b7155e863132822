package dev.stackunderflow.app;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.Failures;
import dev.stackunderflow.app.cli.Misunderstanding;
import dev.stackunderflow.app.cli.OutputClosedException;
import dev.stackunderflow.app.cli.UsualWords;
import dev.stackunderflow.app.cli.command.view.StatuslineCommand;
import dev.stackunderflow.app.cli.option.PathValue;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.cli.terminal.TerminalStream;
import dev.stackunderflow.app.cli.terminal.Verbosity;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line: runs a command, and says what happened when it fails. */
public final class Cli {

  private Context context;

  /** See {@link dev.stackunderflow.app.Main#run}. */
  public Cli(
      Map<String, String> env, PrintStream out, PrintStream err, Terminal terminal, Clock clock) {
    this.context =
        new Context(env, new TerminalStream(out), new TerminalStream(err), terminal, clock);
  }

  /** All commands, for completion and for tests of the documentation. */
  public CommandLine commandLine() {
    return configured(Commands.all(context));
  }

  private CommandLine configured(CommandLine commands) {
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, new PathValue(context.env()))
        .setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(context.terminal().colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misunderstood(context, e))
        .setExecutionExceptionHandler((e, _, _) -> failed(context, e));
  }

  /**
   * Runs a command.
   *
   * @param typed the arguments
   * @return the exit code, one of {@link ExitCode}
   */
  public int run(String... typed) {
    String[] args = UsualWords.replaced(typed);
    context = context.with(Verbosity.of(args));
    int exitCode = execute(args);
    context.out().flush();
    context.err().flush();
    return exitCode;
  }

  /** Whether this is {@code statusline} without options, which must be fast. */
  static boolean isStatusline(String... args) {
    return args.length == 1 && args[0].equals("statusline");
  }

  /** Picocli handles exceptions, but not errors: without this they would end without a word. */
  private int execute(String... args) {
    try {
      if (isStatusline(args)) {
        // It runs at every answer of an agent: picocli would take a third of its time.
        return new StatuslineCommand(context).call();
      }
      PrivateFiles.tighten(context.home());
      CommandLine commands = configured(Commands.named(context, args));
      if (context.terminal().interactive() && HelpWidth.isAsked(args)) {
        HelpWidth.fit(commands, ViewTables.width(context));
      }
      return commands.execute(args);
    } catch (IOException e) {
      return failed(context, e);
    } catch (InvalidPathException e) {
      context.say(Failures.message(e)); // not that of failed: it needs the home folder's path
      return ExitCode.UNEXPECTED;
    } catch (VirtualMachineError | LinkageError e) {
      context.say(Failures.message(e));
      trace(context, e);
      return ExitCode.UNEXPECTED;
    }
  }

  private static int misunderstood(Context context, CommandLine.ParameterException e) {
    Misunderstanding.lines(e).forEach(context::say);
    return ExitCode.USAGE;
  }

  private static int failed(Context context, Exception e) {
    if (e instanceof OutputClosedException) {
      return ExitCode.DONE;
    }
    context.say(Failures.message(e, context.home().folder()));
    trace(context, e);
    return Failures.exitCode(e);
  }

  /** With {@code --debug}: the causes, which name a provider's request ids, and where it failed. */
  private static void trace(Context context, Throwable failure) {
    if (context.verbosity().debug()) {
      var text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text, true));
      context.say(text.toString().stripTrailing());
    }
  }
}
