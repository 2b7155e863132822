package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.view.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to say about a command line that cannot be understood. */
public final class Misunderstanding {

  private Misunderstanding() {}

  /** What is wrong, and what may have been meant or where to look. */
  public static List<String> lines(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String see = "See: " + command.getCommandSpec().qualifiedName(" ") + " --help";
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return List.of(String.valueOf(e.getMessage()), see);
    }
    String typed = unmatched.getUnmatched().getFirst();
    if (unmatched.isUnknownOption()) {
      String name = typed.replaceFirst("=.*", "");
      return List.of("Unknown option: " + name, meant(options(name, command), see));
    }
    if (command.getSubcommands().isEmpty()) {
      return List.of("Unexpected argument: " + String.join(" ", unmatched.getUnmatched()), see);
    }
    return List.of("Unknown command: " + typed, meant(commands(typed, command), see));
  }

  private static String meant(List<String> near, String otherwise) {
    return near.isEmpty() ? otherwise : "Did you mean: " + String.join(", or ", near) + "?";
  }

  private static List<String> options(String typed, CommandLine command) {
    return NearestNames.of(
        typed,
        command.getCommandSpec().optionsMap().keySet().stream()
            .filter(name -> name.startsWith("--"))
            .toList());
  }

  /** Near commands of the group; where none is near, those of the groups in it. */
  private static List<String> commands(String typed, CommandLine group) {
    List<String> near = NearestNames.of(typed, group.getSubcommands().keySet());
    if (!near.isEmpty()) {
      return near.stream().map(name -> named(group) + " " + name).toList();
    }
    Map<String, List<String>> deeper = new LinkedHashMap<>();
    group.getSubcommands().values().forEach(subgroup -> collect(subgroup, deeper));
    return NearestNames.of(typed, deeper.keySet()).stream()
        .flatMap(name -> deeper.getOrDefault(name, List.of()).stream())
        .toList();
  }

  /** All commands below one, by their last word. */
  private static void collect(CommandLine group, Map<String, List<String>> byName) {
    group
        .getSubcommands()
        .forEach(
            (name, command) -> {
              byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(named(command));
              collect(command, byName);
            });
  }

  private static String named(CommandLine command) {
    return command.getCommandSpec().qualifiedName(" ");
  }
}
