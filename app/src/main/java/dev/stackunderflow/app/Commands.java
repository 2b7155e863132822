package dev.stackunderflow.app;

import dev.stackunderflow.app.cli.command.CompletionCommand;
import dev.stackunderflow.app.cli.command.DoctorCommand;
import dev.stackunderflow.app.cli.command.IngestCommand;
import dev.stackunderflow.app.cli.command.RootCommand;
import dev.stackunderflow.app.cli.command.StartCommand;
import dev.stackunderflow.app.cli.command.UpdateCommand;
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
import dev.stackunderflow.app.cli.command.view.AgentsCommand;
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
import dev.stackunderflow.app.cli.command.view.StatuslineCommand;
import dev.stackunderflow.app.cli.terminal.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Which commands exist. Picocli reads each command's annotations by reflection, which takes longer
 * than most commands run: only the command that the arguments name is built, all of them for help
 * and completion only.
 */
final class Commands {

  /** A command and its subcommands. */
  private record Node(Function<Context, Object> command, Map<String, Node> children) {}

  /** It prints the names of all commands. */
  private static final String COMPLETION = "completion";

  private static final Node ROOT =
      new Node(
          RootCommand::new,
          group(
              leaf("ingest", IngestCommand::new),
              with(
                  "projects",
                  ProjectsCommand::new,
                  leaf("link", ProjectsLinkCommand::new),
                  leaf("unlink", ProjectsUnlinkCommand::new)),
              with("sessions", SessionsCommand::new, leaf("carry", CarryCommand::new)),
              leaf("agents", AgentsCommand::new),
              leaf("show", ShowCommand::new),
              leaf("search", SearchCommand::new),
              leaf("report", ReportCommand::new),
              leaf("statusline", StatuslineCommand::new),
              leaf("sql", SqlCommand::new),
              leaf("export", ExportCommand::new),
              with(
                  "sync",
                  _ -> new SyncCommand(),
                  leaf("init", InitCommand::new),
                  leaf("push", PushCommand::new),
                  leaf("pull", PullCommand::new),
                  leaf("now", NowCommand::new),
                  leaf("status", StatusCommand::new),
                  leaf("auto", AutoCommand::new),
                  with("conflicts", ConflictsCommand::new, leaf("keep", ConflictsKeepCommand::new)),
                  leaf("fingerprint", FingerprintCommand::new),
                  leaf("verify", VerifyCommand::new),
                  leaf("prune", PruneCommand::new),
                  leaf("forget", ForgetCommand::new),
                  leaf("restore", RestoreCommand::new),
                  with(
                      "key",
                      _ -> new KeyCommand(),
                      leaf("fingerprint", KeyFingerprintCommand::new),
                      leaf("check", KeyCheckCommand::new),
                      leaf("show", KeyShowCommand::new),
                      leaf("backup", KeyBackupCommand::new),
                      leaf("sheet", KeySheetCommand::new),
                      leaf("rotate", KeyRotateCommand::new)),
                  with(
                      "devices",
                      DevicesCommand::new,
                      leaf("rename", DevicesRenameCommand::new),
                      leaf("revoke", DevicesRevokeCommand::new),
                      leaf("remove", DevicesRemoveCommand::new)),
                  leaf("invite", InviteCommand::new),
                  leaf("join", JoinCommand::new)),
              leaf("start", StartCommand::new),
              leaf("doctor", DoctorCommand::new),
              leaf("update", UpdateCommand::new),
              leaf(COMPLETION, CompletionCommand::new)));

  private Commands() {}

  private static Map.Entry<String, Node> leaf(String name, Function<Context, Object> command) {
    return Map.entry(name, new Node(command, Map.of()));
  }

  @SafeVarargs
  private static Map.Entry<String, Node> with(
      String name, Function<Context, Object> command, Map.Entry<String, Node>... children) {
    return Map.entry(name, new Node(command, group(children)));
  }

  @SafeVarargs
  private static Map<String, Node> group(Map.Entry<String, Node>... children) {
    Map<String, Node> inOrder = new LinkedHashMap<>();
    for (Map.Entry<String, Node> child : children) {
      inOrder.put(child.getKey(), child.getValue());
    }
    return inOrder;
  }

  /** All commands. */
  static CommandLine all(Context context) {
    return build(ROOT, context, List.of());
  }

  /**
   * The commands that the arguments name, from the program to the last one; all subcommands of the
   * last one, so that its help lists them and a misspelled name finds the right one.
   */
  static CommandLine named(Context context, String... args) {
    List<String> words = List.of(args);
    if (words.equals(List.of("--version")) || words.equals(List.of("-V"))) {
      return new CommandLine(ROOT.command().apply(context));
    }
    return words.isEmpty() || words.getFirst().equals(COMPLETION)
        ? all(context)
        : build(ROOT, context, words);
  }

  private static CommandLine build(Node node, Context context, List<String> args) {
    var command = new CommandLine(node.command().apply(context));
    Node named = args.isEmpty() ? null : node.children().get(args.getFirst());
    if (named != null) {
      List<String> rest = args.subList(1, args.size());
      return command.addSubcommand(args.getFirst(), build(named, context, rest));
    }
    node.children()
        .forEach((name, child) -> command.addSubcommand(name, build(child, context, List.of())));
    return command;
  }
}
