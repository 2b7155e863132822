package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every command that a message, the help or a page tells the user to type can be typed. */
class CommandsInTextTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A command with its options; a value may stand behind an option. */
  private static final Pattern COMMAND =
      Pattern.compile("stackunderflow((?: [a-z]+)+)((?: --[a-z][a-z-]*(?:[ =][^ -][^ ]*)?)+)");

  private static final Pattern OPTION = Pattern.compile(" (--[a-z][a-z-]*)");

  /** Literals that a source joins are one text. */
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  private static final CommandLine PROGRAM =
      new Cli(
              Map.of(),
              new PrintStream(OutputStream.nullOutputStream()),
              new PrintStream(OutputStream.nullOutputStream()),
              Terminal.NONE,
              Clock.systemUTC())
          .commandLine();

  private static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "core/src/main", "sync/src/main", "app/src/main")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().matches(".*\\.(md|java)")).forEach(texts::add);
      }
    }
    return texts;
  }

  @Test
  void theyExistWithTheirOptions() throws Exception {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Path file : texts()) {
      String text = JOINED.matcher(Files.readString(file)).replaceAll("");
      var commands = COMMAND.matcher(text);
      while (commands.find()) {
        found++;
        String problem = problem(commands.group(1), commands.group(2));
        if (!problem.isEmpty()) {
          wrong.add(ROOT.relativize(file) + ": " + commands.group() + ": " + problem);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(found).isGreaterThan(40);
  }

  private static String problem(String words, String options) {
    CommandLine command = PROGRAM;
    for (String word : words.strip().split(" ")) {
      command = command.getSubcommands().getOrDefault(word, command);
    }
    Set<OptionSpec> named = new HashSet<>();
    var names = OPTION.matcher(options);
    while (names.find()) {
      OptionSpec option = command.getCommandSpec().findOption(names.group(1));
      if (option == null) {
        return "there is no " + names.group(1);
      }
      named.add(option);
    }
    for (ArgGroupSpec group : command.getCommandSpec().argGroups()) {
      if (group.exclusive() && group.options().stream().filter(named::contains).count() > 1) {
        return "these exclude each other";
      }
    }
    return "";
  }
}
