package dev.stackunderflow.app;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help in a terminal that is narrower than the 80 columns that it is written for. */
final class HelpWidth {

  private static final int USUAL = 80;

  /** What picocli can do. */
  private static final int LEAST = 55;

  private HelpWidth() {}

  /** Whether help is asked for. */
  static boolean isAsked(String... args) {
    return List.of(args).contains("--help") || List.of(args).contains("-h");
  }

  /**
   * Sets the width of the help of all these commands. Examples stay in one piece.
   *
   * @param columns the terminal's
   */
  static void fit(CommandLine commands, int columns) {
    if (columns < USUAL) {
      commands.setUsageHelpWidth(Math.max(LEAST, columns));
      examplesInOnePiece(commands);
    }
  }

  private static void examplesInOnePiece(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String examples =
        Stream.of(usage.footer())
            .map(line -> line + System.lineSeparator())
            .collect(Collectors.joining());
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, _ -> examples);
    command.getSubcommands().values().forEach(HelpWidth::examplesInOnePiece);
  }
}
