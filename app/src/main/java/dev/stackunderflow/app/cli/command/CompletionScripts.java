package dev.stackunderflow.app.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Completion scripts, made from the commands and their options. Each walks over the words before
 * the cursor as the program does: a word behind an option that takes a value is that value, also if
 * it is spelled like a command.
 */
final class CompletionScripts {

  private final List<CompletionWords> commands;

  CompletionScripts(CommandLine root) {
    this.commands = CompletionWords.of(root);
  }

  /** For bash, and for zsh with its {@code bashcompinit}. */
  String bash() {
    return """
        # Completion of stackunderflow for bash 3.2 and zsh 5, or newer.
        _stackunderflow_next() { # what may follow a command
          case "$1" in
        %s  esac
        }
        _stackunderflow_value() { # what an option's value may be, / for a file; fails if it takes none
          case "$1" in
        %s  *) return 1 ;;
          esac
        }
        _complete_stackunderflow() {
          local command='' option='' prefix='' word='' i=0 next='' IFS=$' \\t\\n'
          local current="${COMP_WORDS[COMP_CWORD]}"
          for ((i = 1; i < COMP_CWORD; i++)); do
            word="${COMP_WORDS[i]}"
            if [[ -n "$option" ]]; then
              [[ "$word" == '=' ]] || option=''
            elif [[ "$word" == -* ]]; then
              if _stackunderflow_value "$command $word" >/dev/null; then option="$word"; fi
            elif [[ " $(_stackunderflow_next "$command") " == *" $word "* ]]; then
              command="${command:+$command }$word"
            fi
          done
          if [[ "$current" == '=' ]]; then
            current=''
          elif [[ -z "$option" && "$current" == --*=* ]]; then
            option="${current%%%%=*}"
            prefix="$option="
            current="${current#*=}"
          fi
          if [[ -z "$option" ]]; then
            next="$(_stackunderflow_next "$command")"
          else
            next="$(_stackunderflow_value "$command $option")"
          fi
          if [[ "$next" == / ]]; then
            IFS=$'\\n'
            COMPREPLY=($(compgen -f -P "$prefix" -- "$current"))
            [[ -z "${BASH_VERSION:-}" ]] || compopt -o filenames 2>/dev/null
          else
            COMPREPLY=($(compgen -P "$prefix" -W "$next" -- "$current"))
          fi
        }
        if [[ -n "${ZSH_VERSION:-}" ]]; then
          type compdef >/dev/null 2>&1 || { autoload -U +X compinit && compinit; }
          autoload -U +X bashcompinit && bashcompinit
        fi
        complete -F _complete_stackunderflow stackunderflow
        """
        .formatted(
            lines(
                c ->
                    Stream.of(
                        "  '%s') printf %%s '%s' ;;\n"
                            .formatted(c.path(), String.join(" ", c.next())))),
            byValue().entrySet().stream()
                .map(
                    e ->
                        "  %s) printf %%s '%s' ;;\n"
                            .formatted(String.join(" | ", e.getValue()), e.getKey()))
                .collect(Collectors.joining()));
  }

  /** For fish 3 or newer. */
  String fish() {
    return """
        function __stackunderflow_takes_value
            contains -- "$argv" %s
        end
        function __stackunderflow_command
            set -l words (commandline -opc)
            set -l command
            set -l is_value 0
            for word in $words[2..-1]
                if test $is_value = 1
                    set is_value 0
                else if string match -q -- '-*' $word
                    __stackunderflow_takes_value "$command $word"; and set is_value 1
                else if contains -- (string trim "$command $word") %s
                    set command (string trim "$command $word")
                end
            end
            echo $command
        end
        function __stackunderflow_at
            test (__stackunderflow_command) = "$argv"
        end
        complete -c stackunderflow -f
        %s"""
        .formatted(
            byValue().values().stream().flatMap(List::stream).collect(Collectors.joining(" ")),
            commands.stream()
                .map(CompletionWords::path)
                .filter(path -> !path.isEmpty())
                .map(path -> "'" + path + "'")
                .collect(Collectors.joining(" ")),
            lines(CompletionScripts::fish));
  }

  private static Stream<String> fish(CompletionWords command) {
    String at = "complete -c stackunderflow -n '__stackunderflow_at %s'".formatted(command.path());
    return Stream.concat(
        command.subcommands().entrySet().stream()
            .map(sub -> "%s -a %s -d '%s'\n".formatted(at, sub.getKey(), quoted(sub.getValue()))),
        command.options().stream()
            .map(
                option ->
                    "%s -l %s%s -d '%s'\n"
                        .formatted(
                            at,
                            option.name().substring(2),
                            fish(option.value()),
                            quoted(option.description()))));
  }

  private static String fish(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return value.equals(CompletionWords.FILE) ? " -r -F" : " -x -a '" + value + "'";
  }

  /** For PowerShell 5 or newer. */
  String powershell() {
    return """
        Register-ArgumentCompleter -Native -CommandName stackunderflow -ScriptBlock {
          param($word, $ast, $position)
          $next = @{
        %s  }
          $values = @{
        %s  }
          $path = ''
          $option = ''
          foreach ($element in $ast.CommandElements | Select-Object -Skip 1) {
            if ($element.Extent.EndOffset -ge $position) { break }
            $longer = ($path + ' ' + $element).Trim()
            if ($option) { $option = '' }
            elseif ($values.ContainsKey($longer)) { $option = $longer }
            elseif ($next.ContainsKey($longer)) { $path = $longer }
          }
          $words = if ($option) { $values[$option] } else { $next[$path] }
          $words.Split(' ') | Where-Object { $_ -and $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """
        .formatted(
            lines(c -> Stream.of(entry(c.path(), String.join(" ", c.next())))),
            lines(
                c ->
                    c.values().entrySet().stream()
                        .map(
                            value ->
                                entry(
                                    (c.path() + " " + value.getKey()).strip(),
                                    value.getValue().equals(CompletionWords.FILE)
                                        ? ""
                                        : value.getValue()))));
  }

  private static String entry(String key, String words) {
    return "    '" + key + "' = '" + words + "'\n";
  }

  /** The quoted commands with an option that takes a value, by what the value may be. */
  private Map<String, List<String>> byValue() {
    return commands.stream()
        .flatMap(
            c ->
                c.values().entrySet().stream()
                    .map(v -> Map.entry(v.getValue(), "'" + c.path() + " " + v.getKey() + "'")))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private String lines(Function<CompletionWords, Stream<String>> of) {
    return commands.stream().flatMap(of).collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
