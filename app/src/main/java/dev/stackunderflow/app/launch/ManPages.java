package dev.stackunderflow.app.launch;

import dev.stackunderflow.app.Cli;
import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.text.ProgramVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual pages for the packages, one for each command, from the text of the help. See
 * man-pages(7) and groff_man(7).
 */
public final class ManPages {

  /** What mandoc's linter allows. */
  private static final int COLUMNS = 80;

  private final Path folder;
  private final LocalDate date;

  private ManPages(Path folder, LocalDate date) {
    this.folder = folder;
    this.date = date;
  }

  /**
   * Writes the pages.
   *
   * @param args the folder, which is made; the time of the source in seconds since 1970, if it is
   *     known: otherwise the pages have today's date
   * @throws IOException if it cannot be written
   */
  public static void main(String[] args) throws IOException {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var cli = new Cli(Map.of(), nowhere, nowhere, Terminal.NONE, Clock.systemUTC());
    Instant time =
        args.length > 1
            ? Instant.ofEpochSecond(Long.parseLong(args[1]))
            : Clock.systemUTC().instant();
    var pages =
        new ManPages(
            Files.createDirectories(Path.of(args[0])), LocalDate.ofInstant(time, ZoneOffset.UTC));
    pages.write(cli.commandLine());
  }

  private void write(CommandLine command) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    Files.writeString(folder.resolve(name(spec) + ".1"), page(command, date));
    for (CommandLine subcommand : command.getSubcommands().values()) {
      write(subcommand);
    }
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  /** The page of a command, in roff. */
  static String page(CommandLine command, LocalDate date) {
    CommandSpec spec = command.getCommandSpec();
    List<String> description = List.of(spec.usageMessage().description());
    var page = new StringBuilder();
    page.append(".TH \"").append(text(name(spec).toUpperCase(java.util.Locale.ROOT)));
    page.append("\" 1 \"")
        .append(date)
        .append("\" \"stackunderflow ")
        .append(text(ProgramVersion.get()))
        .append("\"\n");
    section(page, "NAME");
    String summary = description.isEmpty() ? "" : plain(description.getFirst());
    page.append(prose(name(spec) + " - " + withoutStop(summary))).append('\n');
    section(page, "SYNOPSIS");
    page.append(".nf\n").append(text(command.getHelp().synopsis(0).strip())).append("\n.fi\n");
    section(page, "DESCRIPTION");
    page.append(prose(String.join(" ", description))).append('\n');
    arguments(page, spec);
    commands(page, command);
    footer(page, spec);
    if (spec.parent() == null) {
      section(page, "EXIT STATUS");
      ExitCode.MEANINGS.forEach(
          (code, meaning) ->
              page.append(".TP\n.B ")
                  .append(code)
                  .append('\n')
                  .append(prose(meaning))
                  .append('\n'));
      files(page);
    } else {
      section(page, "EXIT STATUS");
      page.append("0: done; 2: the command line is not understood. All others:\n");
      page.append(".BR stackunderflow (1)\n");
    }
    if (spec.parent() != null) {
      section(page, "SEE ALSO");
      page.append(".BR ").append(text(name(spec.parent()))).append(" (1)\n");
    }
    return page.toString();
  }

  private static void arguments(StringBuilder page, CommandSpec spec) {
    List<OptionSpec> options = spec.options().stream().filter(o -> !o.hidden()).toList();
    if (!spec.positionalParameters().isEmpty()) {
      section(page, "ARGUMENTS");
      for (PositionalParamSpec argument : spec.positionalParameters()) {
        tagged(page, argument.paramLabel(), argument);
      }
    }
    if (!options.isEmpty()) {
      section(page, "OPTIONS");
      for (OptionSpec option : options) {
        boolean hasValue = option.arity().max() > 0;
        tagged(
            page,
            String.join(", ", option.names()) + (hasValue ? "=" + option.paramLabel() : ""),
            option);
      }
    }
  }

  private static void tagged(StringBuilder page, String tag, ArgSpec argument) {
    page.append(".TP\n.B ").append(text(tag)).append('\n');
    page.append(prose(String.join(" ", argument.description()))).append('\n');
  }

  private static void commands(StringBuilder page, CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      return;
    }
    section(page, "COMMANDS");
    for (CommandLine subcommand : command.getSubcommands().values()) {
      CommandSpec spec = subcommand.getCommandSpec();
      page.append(".TP\n.BR ").append(text(name(spec))).append(" (1)\n");
      page.append(prose(String.join(" ", spec.usageMessage().description()))).append('\n');
    }
  }

  private static void footer(StringBuilder page, CommandSpec spec) {
    List<String> lines = List.of(spec.usageMessage().footer());
    if (!lines.isEmpty()) {
      section(page, "EXAMPLE");
      page.append(".nf\n");
      lines.forEach(line -> page.append(text(plain(line))).append('\n'));
      page.append(".fi\n");
    }
  }

  private static void files(StringBuilder page) {
    section(page, "FILES");
    page.append(".TP\n.B ~/.stackunderflow\n");
    page.append(text("The store, the state of sync, and logs; another folder with"));
    page.append("\n.B STACKUNDERFLOW_HOME\n");
  }

  private static void section(StringBuilder page, String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** Without Picocli's markup: {@code %n}, {@code %%} and styles. */
  private static String plain(String line) {
    return Ansi.OFF.string(String.format(line)).stripTrailing();
  }

  /** Sentences as roff, in lines that are not too long; man fills its own. */
  private static String prose(String sentences) {
    var lines = new StringBuilder();
    int used = 0;
    for (String word : plain(sentences).split(" ", -1)) {
      int length = text(word).length();
      boolean isFirst = lines.isEmpty();
      boolean fits = used + 1 + length <= COLUMNS;
      lines.append(isFirst ? "" : fits ? " " : "\n").append(word);
      used = isFirst || !fits ? length : used + 1 + length;
    }
    return text(lines.toString());
  }

  /** Text as roff: nothing in it is a request or an escape. */
  static String text(String plain) {
    return plain
        .lines()
        .map(
            line -> {
              String escaped = line.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
              return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
            })
        .reduce((a, b) -> a + '\n' + b)
        .orElse("");
  }
}
