package dev.stackunderflow.app.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** PowerShell itself does not run here: only what its script consists of is checked. */
class PowerShellCompletionTest {

  private static CommandLine root() {
    return HelpTest.commands().findFirst().orElseThrow();
  }

  private static String script() {
    return new CompletionScripts(root()).powershell();
  }

  @Test
  void quotesAndBracketsAreInPairs() {
    var open = new StringBuilder();
    char quote = 0;
    for (char c : script().toCharArray()) {
      if (quote != 0) {
        assertThat(c).as("a line's end in quotes").isNotEqualTo('\n');
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if ("({[".indexOf(c) >= 0) {
        open.append(c);
      } else if (")}]".indexOf(c) >= 0) {
        assertThat(open).isNotEmpty();
        assertThat("({[".indexOf(open.charAt(open.length() - 1))).isEqualTo(")}]".indexOf(c));
        open.setLength(open.length() - 1);
      }
    }
    assertThat((int) quote).isZero();
    assertThat(open).isEmpty();
  }

  @Test
  void eachCommandIsOneQuotedKey() {
    List<String> keys =
        script()
            .lines()
            .takeWhile(line -> !line.contains("$values = @{"))
            .filter(line -> line.startsWith("    '"))
            .map(line -> line.replaceFirst("^ {4}'([a-z -]*)' = '[A-Za-z0-9 -]+'$", "$1"))
            .toList();
    assertThat(keys).doesNotHaveDuplicates().hasSize((int) HelpTest.commands().count());
    assertThat(keys).allMatch(key -> key.matches("[a-z -]*")).contains("", "sync", "sync key show");
  }

  @Test
  void optionsThatTakeAValueAreKnownWithTheirCommand() {
    List<String> values =
        script().lines().dropWhile(line -> !line.contains("$values = @{")).skip(1).toList();
    assertThat(values)
        .contains("    'sessions --branch' = ''", "    'search --in' = 'text tools'")
        .noneMatch(line -> line.contains("'report --chart'") || line.contains("--json"));
    assertThat(values.stream().takeWhile(line -> !line.equals("  }")))
        .allMatch(line -> line.matches(" {4}'[a-z -]*-[A-Za-z-]+' = '[a-z0-9 -]*'"));
  }
}
