package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.core.catalog.detail.PullRequest;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.catalog.report.Report.Group;
import dev.stackunderflow.core.catalog.report.Report.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report beside that of the span before, as tables. */
public final class CompareText {

  private static final int NAME = 36;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Context context;
  private final ZoneId zone;
  private final ReportText.Shape shape;

  /**
   * Prints comparisons.
   *
   * @param shape what is done to each table first
   */
  public CompareText(Context context, ZoneId zone, ReportText.Shape shape) {
    this.context = context;
    this.zone = zone;
    this.shape = shape;
  }

  /** The counts of both spans; null where one of them has no such row. */
  private record Pair(Subject subject, @Nullable Counts now, @Nullable Counts before) {}

  /**
   * Prints a table for each grouping; the first one ends with the totals.
   *
   * @throws UsageException if the tables do not have a column that was asked for
   */
  public void print(List<Grouping> groupings, Report now, Report before) throws UsageException {
    boolean isFirst = true;
    for (Grouping by : groupings) {
      if (!isFirst) {
        context.out().println();
      }
      var table = new Table(columns(ReportText.heading(by, zone)));
      pairs(now.by(by), before.by(by))
          .forEach(
              p ->
                  table.row(
                      keys(ReportText.name(p.subject()), p.now(), p.before()),
                      cells(ReportText.name(p.subject()), p.now(), p.before())));
      if (isFirst) {
        table.total(cells("all", now.total(), before.total()));
      }
      shape.apply(table);
      ViewTables.fit(context, table);
      isFirst = false;
    }
  }

  /** The columns of a comparison, whose first one differs. */
  public static List<Column> columns(String first) {
    return List.of(
        Column.text(first).cutTo(20),
        Column.number("COST USD"),
        Column.number("BEFORE").called("cost_before"),
        Column.number("CHANGE").called("cost_change"),
        Column.number("OUTPUT").leftOut(2),
        Column.number("BEFORE").leftOut(3).called("output_before"),
        Column.number("CHANGE").leftOut(1).called("output_change"),
        Column.number("EVENTS").leftOut(5),
        Column.number("BEFORE").leftOut(6).called("events_before"),
        Column.number("CHANGE").leftOut(4).called("events_change"));
  }

  /** This span's rows in their order, then those that only the span before has. */
  private static List<Pair> pairs(List<Group> now, List<Group> before) {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    now.stream()
        .filter(ReportText::isWorthALine)
        .forEach(g -> pairs.put(key(g.subject()), new Pair(g.subject(), g.counts(), null)));
    before.stream()
        .filter(ReportText::isWorthALine)
        .forEach(
            g ->
                pairs.merge(
                    key(g.subject()),
                    new Pair(g.subject(), null, g.counts()),
                    (one, other) -> new Pair(one.subject(), one.now(), other.before())));
    return List.copyOf(pairs.values());
  }

  private static String key(Subject subject) {
    return switch (subject) {
      case Report.Device device -> device.deviceId();
      case Report.Session session -> session.provider() + "/" + session.sessionId();
      case Report.PullRequests linked ->
          linked.requests().stream().map(PullRequest::name).collect(Collectors.joining("\n"));
      default -> ReportText.name(subject);
    };
  }

  private static String[] cells(String name, @Nullable Counts now, @Nullable Counts before) {
    return new String[] {
      TerminalText.oneLine(name, NAME),
      cost(now),
      cost(before),
      costChange(now, before),
      CountFormat.of(output(now)),
      CountFormat.of(output(before)),
      change(BigDecimal.valueOf(output(now)), BigDecimal.valueOf(output(before))),
      CountFormat.of(events(now)),
      CountFormat.of(events(before)),
      change(BigDecimal.valueOf(events(now)), BigDecimal.valueOf(events(before)))
    };
  }

  /** What the cells are sorted by; an empty text where no number is known. */
  private static List<? extends Comparable<?>> keys(
      String name, @Nullable Counts now, @Nullable Counts before) {
    boolean areKnown = isKnown(now) && isKnown(before);
    return List.of(
        name,
        dollars(now),
        dollars(before),
        areKnown ? growth(dollars(now), dollars(before)) : "",
        output(now),
        output(before),
        growth(BigDecimal.valueOf(output(now)), BigDecimal.valueOf(output(before))),
        events(now),
        events(before),
        growth(BigDecimal.valueOf(events(now)), BigDecimal.valueOf(events(before))));
  }

  /** What is new has grown most. */
  private static double growth(BigDecimal now, BigDecimal before) {
    if (before.signum() == 0) {
      return now.signum() == 0 ? 1 : Double.MAX_VALUE;
    }
    return now.doubleValue() / before.doubleValue();
  }

  private static long output(@Nullable Counts counts) {
    return counts == null ? 0 : counts.tokens().output();
  }

  private static long events(@Nullable Counts counts) {
    return counts == null ? 0 : counts.events();
  }

  private static String cost(@Nullable Counts counts) {
    return counts == null ? "-" : ReportText.cost(counts);
  }

  private static String costChange(@Nullable Counts now, @Nullable Counts before) {
    if (!isKnown(now) || !isKnown(before)) {
      return "not known";
    }
    return change(dollars(now), dollars(before));
  }

  private static boolean isKnown(@Nullable Counts counts) {
    return counts == null || (!counts.hasNoTokens() && counts.cost().unpricedTokens() == 0);
  }

  private static BigDecimal dollars(@Nullable Counts counts) {
    return counts == null ? BigDecimal.ZERO : counts.cost().dollars();
  }

  /** {@code +12%}; {@code new} where there was nothing before. */
  static String change(BigDecimal now, BigDecimal before) {
    if (before.signum() == 0) {
      return now.signum() == 0 ? "-" : "new";
    }
    BigDecimal percent =
        now.subtract(before).multiply(HUNDRED).divide(before, 0, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%+,d%%", percent.toBigInteger());
  }
}
