package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.core.catalog.CatalogGlance;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.catalog.report.UsageBlock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a status line. */
public final class StatusText {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ENGLISH);

  private final List<String> parts = new ArrayList<>();
  private final ZoneId zone;
  private final Instant now;

  public StatusText(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /**
   * The session's cost: the catalog's, or what Claude Code states where that is more, because the
   * catalog does not have the last answers yet.
   */
  public void session(@Nullable Counts counts, @Nullable BigDecimal stated) {
    if (counts != null
        && !counts.hasNoTokens()
        && (stated == null || counts.cost().dollars().compareTo(stated) >= 0)) {
      parts.add(dollars(ReportText.cost(counts.cost())) + " session");
    } else if (stated != null) {
      parts.add("$" + amount(stated) + " session");
    }
  }

  /** The day's cost. */
  public void day(CatalogGlance glance) {
    Counts counts = glance.day().counts();
    if (counts.events() > 0 || counts.cost().pricedTokens() + counts.cost().unpricedTokens() > 0) {
      int devices = glance.day().devices();
      parts.add(
          (counts.hasNoTokens() ? "no token data" : dollars(ReportText.cost(counts.cost())))
              + " today"
              + (devices > 1 ? " on " + devices + " devices" : ""));
    } else {
      parts.add("$0.00 today");
    }
  }

  /** A window of a limit as stated. */
  public void window(String length, double usedPercent, @Nullable Instant reset) {
    String used = BigDecimal.valueOf(usedPercent).setScale(0, RoundingMode.HALF_UP).toPlainString();
    parts.add(length + " " + used + "% used" + (reset == null ? "" : ", resets " + time(reset)));
  }

  /** A window that is computed: how much of a limit it uses is not known. */
  public void block(@Nullable UsageBlock block) {
    if (block != null) {
      parts.add(
          "5h " + dollars(ReportText.cost(block.counts().cost())) + " until " + time(block.end()));
    }
  }

  /** The catalog lacks what was written after this time. */
  public void asOf(Instant time) {
    parts.add("as of " + time(time));
  }

  /** Something else. */
  public void say(String words) {
    parts.add(words);
  }

  private static String dollars(String cost) {
    return cost.equals("no price")
        ? cost
        : cost.startsWith("<") ? "<$" + cost.substring(1) : "$" + cost;
  }

  private static String amount(BigDecimal dollars) {
    return String.format(Locale.ROOT, "%,.2f", dollars.setScale(2, RoundingMode.HALF_UP));
  }

  private String time(Instant time) {
    boolean isToday = LocalDate.ofInstant(time, zone).equals(LocalDate.ofInstant(now, zone));
    return (isToday ? TIME : DAY).format(time.atZone(zone));
  }

  /** The line. */
  @Override
  public String toString() {
    return String.join(" · ", parts);
  }
}
