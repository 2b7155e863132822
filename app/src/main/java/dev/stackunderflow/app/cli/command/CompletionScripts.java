package dev.stackunderflow.app.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion scripts, made from the commands and their options. */
final class CompletionScripts {

  private static final String PROGRAM = "stackunderflow";

  private final CommandLine root;

  CompletionScripts(CommandLine root) {
    this.root = root;
  }

  /** For bash, and for zsh, which runs it after {@code bashcompinit}. */
  String bash() {
    return AutoComplete.bash(PROGRAM, root);
  }

  /** For fish 3 or newer. */
  String fish() {
    var script =
        new StringBuilder(
            """
            function __stackunderflow_words
                set -l words (commandline -opc)
                for word in $words[2..-1]
                    string match -q -- '-*' $word; or echo $word
                end
            end
            function __stackunderflow_at
                set -l words (__stackunderflow_words | string join ' ')
                test "$words" = "$argv"
            end
            function __stackunderflow_in
                set -l words (__stackunderflow_words | string join ' ')
                test "$words" = "$argv"; or string match -q -- "$argv *" $words
            end
            complete -c stackunderflow -f
            """);
    commands()
        .forEach(
            (path, command) -> {
              command
                  .getSubcommands()
                  .forEach(
                      (name, child) ->
                          script.append(
                              "complete -c %s -n '__stackunderflow_at %s' -a %s -d '%s'\n"
                                  .formatted(PROGRAM, path, name, quoted(description(child)))));
              for (OptionSpec option : command.getCommandSpec().options()) {
                if (command.getSubcommands().isEmpty() && !option.hidden()) {
                  script.append(
                      "complete -c %s -n '__stackunderflow_in %s' -l %s%s -d '%s'\n"
                          .formatted(
                              PROGRAM,
                              path,
                              option.longestName().replaceFirst("^-+", ""),
                              option.arity().max() > 0 && !option.typeInfo().isBoolean()
                                  ? " -r -F"
                                  : "",
                              quoted(first(option.description()))));
                }
              }
            });
    return script.toString();
  }

  /** For PowerShell 5 or newer. */
  String powershell() {
    var words = new StringBuilder();
    commands()
        .forEach(
            (path, command) -> {
              List<String> next = new ArrayList<>(command.getSubcommands().keySet());
              for (OptionSpec option : command.getCommandSpec().options()) {
                next.add(option.longestName());
              }
              words.append("    '").append(path).append("' = '");
              words.append(String.join(" ", next)).append("'\n");
            });
    return """
        Register-ArgumentCompleter -Native -CommandName stackunderflow -ScriptBlock {
          param($word, $ast, $position)
          $next = @{
        %s  }
          $path = ''
          foreach ($element in $ast.CommandElements | Select-Object -Skip 1) {
            $longer = ($path + ' ' + $element).Trim()
            if ($next.ContainsKey($longer)) { $path = $longer }
          }
          $next[$path].Split(' ') | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """
        .formatted(words);
  }

  /** Every command by the words that lead to it, separated by spaces; empty for the program. */
  private Map<String, CommandLine> commands() {
    Map<String, CommandLine> commands = new TreeMap<>();
    add(commands, "", root);
    return commands;
  }

  private static void add(Map<String, CommandLine> commands, String path, CommandLine command) {
    commands.put(path, command);
    command
        .getSubcommands()
        .forEach((name, child) -> add(commands, (path + " " + name).strip(), child));
  }

  private static String description(CommandLine command) {
    return first(command.getCommandSpec().usageMessage().description());
  }

  private static String first(String... lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
