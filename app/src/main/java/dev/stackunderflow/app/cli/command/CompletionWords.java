package dev.stackunderflow.app.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may be typed behind a command.
 *
 * @param path the words that lead to it, separated by spaces; empty for the program
 * @param subcommands their names and what they do
 * @param options its options, each by its first name
 * @param values what the value of an option may be, by each name of each option that must have one:
 *     words separated by spaces, empty for anything, {@link #FILE}
 */
record CompletionWords(
    String path,
    Map<String, String> subcommands,
    List<Option> options,
    Map<String, String> values) {

  /** The value is a file. */
  static final String FILE = "/";

  /**
   * An option.
   *
   * @param value as in {@link CompletionWords#values()}; null if it need not have one
   */
  record Option(String name, String description, @Nullable String value) {}

  /** The words of all commands, by their paths. */
  static List<CompletionWords> of(CommandLine root) {
    Map<String, CompletionWords> commands = new TreeMap<>();
    add(commands, "", root);
    return List.copyOf(commands.values());
  }

  /** Its subcommands and options. */
  List<String> next() {
    List<String> next = new ArrayList<>(subcommands.keySet());
    options.forEach(option -> next.add(option.name()));
    return next;
  }

  private static void add(Map<String, CompletionWords> commands, String path, CommandLine command) {
    Map<String, String> subcommands = new LinkedHashMap<>();
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              subcommands.put(name, first(child.getCommandSpec().usageMessage().description()));
              add(commands, (path + " " + name).strip(), child);
            });
    List<Option> options = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      String value = option.arity().min() > 0 ? value(option) : null;
      if (!option.hidden()) {
        options.add(new Option(name(option), first(option.description()), value));
      }
      if (value != null) {
        List.of(option.names()).forEach(name -> values.put(name, value));
      }
    }
    commands.put(path, new CompletionWords(path, subcommands, options, values));
  }

  /** The first name that is a word: others are letters, and older names. */
  private static String name(OptionSpec option) {
    return Stream.of(option.names())
        .filter(name -> name.startsWith("--"))
        .findFirst()
        .orElse(option.longestName());
  }

  private static String value(OptionSpec option) {
    Iterable<String> candidates = option.completionCandidates();
    if (candidates != null) {
      return String.join(" ", candidates);
    }
    return Path.class.equals(option.typeInfo().getType()) ? FILE : "";
  }

  private static String first(String... lines) {
    return lines.length == 0 ? "" : lines[0];
  }
}
