package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TextWidth;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.catalog.report.Report.Group;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A report as a bar chart of text. */
public final class ReportChart {

  /** What the bars show; picocli prints these names. */
  public enum Measure {
    cost,
    tokens,
    output,
    events
  }

  private static final int SHORTEST_BAR = 10;
  private static final int LONGEST_NAME = 40;

  private final Context context;
  private final ZoneId zone;
  private final int width;

  public ReportChart(Context context, ZoneId zone, int width) {
    this.context = context;
    this.zone = zone;
    this.width = width;
  }

  /** Draws one line per group; the longest bar is the largest value. */
  public void print(Measure measure, Grouping by, List<Group> all) {
    List<Group> groups = all.stream().filter(ReportText::isWorthALine).toList();
    List<String> names =
        groups.stream()
            .map(g -> TerminalText.oneLine(ReportText.name(g.subject()), LONGEST_NAME))
            .toList();
    List<String> values = groups.stream().map(g -> words(measure, g.counts())).toList();
    BigDecimal most =
        groups.stream()
            .map(g -> amount(measure, g.counts()))
            .reduce(BigDecimal.ZERO, BigDecimal::max);
    int nameWidth = widest(names);
    int valueWidth = widest(values);
    int barWidth = Math.max(SHORTEST_BAR, width - nameWidth - valueWidth - 4);
    context
        .out()
        .println(
            title(measure)
                + " by "
                + ReportText.heading(by, zone)
                    .replace(name(by), name(by).toLowerCase(Locale.ROOT)));
    for (int i = 0; i < groups.size(); i++) {
      int length = length(amount(measure, groups.get(i).counts()), most, barWidth);
      context
          .out()
          .println(
              padded(names.get(i), nameWidth)
                  + "  "
                  + " ".repeat(valueWidth - TextWidth.of(values.get(i)))
                  + values.get(i)
                  + (length == 0 ? "" : "  " + bar(length)));
    }
  }

  private static String title(Measure measure) {
    return switch (measure) {
      case cost -> "Cost in US dollars";
      case tokens -> "Tokens, cached ones too,";
      case output -> "Tokens written";
      case events -> "Events";
    };
  }

  private static String name(Grouping by) {
    return by.name().replace('_', ' ');
  }

  private static BigDecimal amount(Measure measure, Counts counts) {
    return switch (measure) {
      case cost -> counts.cost().dollars();
      case tokens ->
          BigDecimal.valueOf(
              counts.tokens().input()
                  + counts.tokens().output()
                  + counts.tokens().cacheCreation()
                  + counts.tokens().cacheRead());
      case output -> BigDecimal.valueOf(counts.tokens().output());
      case events -> BigDecimal.valueOf(counts.events());
    };
  }

  private static String words(Measure measure, Counts counts) {
    return measure == Measure.cost
        ? ReportText.cost(counts.cost())
        : CountFormat.of(amount(measure, counts).longValue());
  }

  /** At least one character for a value above zero. */
  private static int length(BigDecimal amount, BigDecimal most, int longest) {
    if (amount.signum() <= 0) {
      return 0;
    }
    BigDecimal share =
        amount.multiply(BigDecimal.valueOf(longest)).divide(most, 0, RoundingMode.HALF_UP);
    return Math.max(1, share.intValue());
  }

  private String bar(int length) {
    String bar = "#".repeat(length);
    return context.terminal().colour() ? "\033[36m" + bar + "\033[0m" : bar;
  }

  private static String padded(String text, int to) {
    return text + " ".repeat(to - TextWidth.of(text));
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(TextWidth::of).max().orElse(0);
  }
}
