package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.limit.LimitWindow;
import dev.stackunderflow.core.catalog.limit.LimitWindow.DevicePart;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Usage limits as tables: the current windows by device, then the past ones. */
public final class LimitsText {

  private static final int PAST = 20;
  private static final int NAME = 24;
  private static final String NOT_KNOWN = "not known";
  private static final long DAY_MINUTES = 1440;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final Context context;
  private final ZoneId zone;
  private final Instant now;

  public LimitsText(Context context, ZoneId zone, Instant now) {
    this.context = context;
    this.zone = zone;
    this.now = now;
  }

  /**
   * Prints both tables.
   *
   * @param windows the latest first
   * @param isWhole whether all past windows are printed
   */
  public void print(List<LimitWindow> windows, boolean isWhole) {
    List<LimitWindow> current =
        windows.stream()
            .filter(w -> w.isAt(now))
            .sorted(
                Comparator.comparing(LimitWindow::agent)
                    .thenComparing(LimitWindow::name)
                    .thenComparing(
                        LimitWindow::minutes, Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    if (current.isEmpty()) {
      context.out().println("No current window is known.");
    } else {
      current(current);
    }
    List<LimitWindow> past = windows.stream().filter(w -> !w.isAt(now)).toList();
    if (!past.isEmpty()) {
      context.out().println();
      past(isWhole ? past : past.subList(0, Math.min(PAST, past.size())));
      int more = past.size() - PAST;
      if (!isWhole && more > 0) {
        context
            .out()
            .println("… and " + CountFormat.of(more, "earlier window") + ": see --since or --json");
      }
    }
    if (windows.stream().anyMatch(LimitWindow::isComputed)) {
      context.say(
          "Claude Code's logs do not state how much of a limit is used. Its windows are computed, as"
              + " if all devices used one account; times in "
              + zone.getId()
              + ".");
    } else {
      context.say("Times in " + zone.getId() + ".");
    }
  }

  private void current(List<LimitWindow> windows) {
    var table =
        new Table(
            List.of(
                Column.text("CURRENT"),
                Column.text("WINDOW"),
                Column.text("DEVICE").cutTo(8),
                Column.number("USED"),
                Column.number("LEFT"),
                Column.text("RESET"),
                Column.text("STATED").leftOut(2),
                Column.number("OUTPUT").leftOut(3),
                Column.number("COST USD").leftOut(1)));
    for (LimitWindow window : windows) {
      boolean isOfOne = window.devices().size() == 1;
      table.row(
          agent(window),
          length(window.minutes()),
          isOfOne ? label(window.devices().getFirst()) : "all",
          used(window),
          left(window),
          time(window.reset()) + " (" + in(window.reset()) + ")",
          window.seenAt() == null ? "never" : TimeFormat.ago(window.seenAt(), now),
          output(window.spent()),
          cost(window.spent()));
      for (DevicePart part : isOfOne ? List.<DevicePart>of() : window.devices()) {
        table.row(
            "",
            "",
            label(part),
            part.usedPercent() == null ? "" : percent(part.usedPercent()),
            "",
            "",
            part.seenAt() == null ? "" : TimeFormat.ago(part.seenAt(), now),
            output(part.spent()),
            cost(part.spent()));
      }
    }
    ViewTables.fit(context, table);
  }

  private void past(List<LimitWindow> windows) {
    var table =
        new Table(
            List.of(
                Column.text("PAST"),
                Column.text("WINDOW"),
                Column.text("FROM").leftOut(2),
                Column.text("UNTIL"),
                Column.number("PEAK"),
                Column.text("LIMIT"),
                Column.text("DEVICES").leftOut(1).cutTo(8),
                Column.number("OUTPUT").leftOut(4),
                Column.number("COST USD").leftOut(3)));
    for (LimitWindow window : windows) {
      Double peak = window.peakPercent();
      table.row(
          agent(window),
          length(window.minutes()),
          time(window.start()),
          time(window.reset()),
          peak == null ? NOT_KNOWN : percent(peak),
          state(window),
          TerminalText.oneLine(
              window.devices().stream()
                  .map(DevicePart::deviceLabel)
                  .collect(Collectors.joining(", ")),
              NAME),
          output(window.spent()),
          cost(window.spent()));
    }
    ViewTables.fit(context, table);
  }

  private String state(LimitWindow window) {
    if (window.reachedAt() != null) {
      return "reached " + time(window.reachedAt());
    }
    return window.isNear() ? "near" : window.peakPercent() == null ? NOT_KNOWN : "";
  }

  private static String label(DevicePart part) {
    return TerminalText.oneLine(part.deviceLabel(), NAME);
  }

  private static String agent(LimitWindow window) {
    return TerminalText.oneLine(
        window.name().isEmpty() ? window.agent() : window.agent() + " " + window.name(), NAME);
  }

  /** {@code 5 h}, {@code 7 days}. */
  private static String length(@Nullable Long minutes) {
    if (minutes == null) {
      return NOT_KNOWN;
    }
    return minutes % DAY_MINUTES == 0
        ? CountFormat.of(minutes / DAY_MINUTES, "day")
        : TimeFormat.duration(Duration.ofMinutes(minutes));
  }

  private static String used(LimitWindow window) {
    Double used = window.usedPercent();
    return used != null ? percent(used) : window.reachedAt() != null ? "reached" : NOT_KNOWN;
  }

  private static String left(LimitWindow window) {
    Double left = window.leftPercent();
    return left != null ? percent(left) : window.reachedAt() != null ? "none" : NOT_KNOWN;
  }

  private static String percent(double percent) {
    BigDecimal rounded = BigDecimal.valueOf(percent).setScale(1, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString() + "%";
  }

  private String time(@Nullable Instant time) {
    return time == null ? NOT_KNOWN : MINUTE.format(time.atZone(zone));
  }

  /** {@code in 2 h 10 min}. */
  private String in(@Nullable Instant time) {
    return time == null ? "" : "in " + TimeFormat.duration(now.toString(), time.toString());
  }

  private static String output(@Nullable Counts counts) {
    return counts == null ? "" : CountFormat.of(counts.tokens().output());
  }

  private static String cost(@Nullable Counts counts) {
    return counts == null ? "" : ReportText.cost(counts);
  }
}
