package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.index.QuarterHours;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.catalog.report.TotalRow.Transcript;
import dev.stackunderflow.core.price.PriceTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The few totals of a status line: reads only sessions that were active lately. */
public final class GlanceTotals {

  private static final long QUARTERS_AN_HOUR = 4;
  private static final long NONE = QuarterHours.NONE;
  private static final long BLOCK = 5 * QUARTERS_AN_HOUR;

  /** How far back a gap of five hours is looked for, before which windows do not matter. */
  private static final List<Duration> REACHES =
      List.of(Duration.ofDays(2), Duration.ofDays(30), Duration.ofDays(20_000));

  private static final String ROWS =
      "SELECT "
          + TotalRow.COLUMNS
          + ", (SELECT source FROM session WHERE id = total.session) FROM total WHERE session IN ";

  private static final String RECENT =
      ROWS + "(SELECT id FROM session WHERE last_ts >= ?) AND quarter >= ?";

  private final Connection db;
  private final ReportSubjects subjects;
  private final Pricing pricing;

  /** Reads from an open catalog. */
  public GlanceTotals(Connection db, PriceTable prices) throws SQLException {
    this.db = db;
    this.subjects = new ReportSubjects(db);
    this.pricing = new Pricing(CostMode.AUTO, prices, subjects.models());
  }

  /**
   * Totals of a day.
   *
   * @param counts the totals
   * @param devices on how many devices
   */
  public record Day(Counts counts, int devices) {}

  /**
   * The session with this id over all devices, with its subagents.
   *
   * @return its totals; null where the catalog has no such session
   */
  public @Nullable Counts session(String sessionId) throws SQLException {
    var total = new UsageTotal();
    try (PreparedStatement select =
        db.prepareStatement(ROWS + "(SELECT id FROM session WHERE thread = ?)")) {
      select.setString(1, sessionId);
      add(select, total::add);
    }
    return total.saysSomething() ? total.counts() : null;
  }

  /** The day of a time zone that a moment is in. */
  public Day day(Instant now, ZoneId zone) throws SQLException {
    LocalDate today = now.atZone(zone).toLocalDate();
    long end = QuarterHours.of(today.plusDays(1).atStartOfDay(zone).toInstant());
    var total = new UsageTotal();
    Set<Long> devices = new HashSet<>();
    try (PreparedStatement select = db.prepareStatement(RECENT)) {
      bind(select, today.atStartOfDay(zone).toInstant());
      add(
          select,
          row -> {
            if (row.quarter() < end) {
              total.add(row);
              devices.add(row.transcript().source());
            }
          });
    }
    return new Day(total.counts(), devices.size());
  }

  /**
   * Claude's window of five hours that a moment is in, by the rule of {@link UsageBlocks}.
   *
   * @return it without the parts of devices; null where nothing was used in it yet
   */
  public @Nullable UsageBlock block(Instant now) throws SQLException {
    for (Duration reach : REACHES) {
      List<TotalRow> rows = claude(now.minus(reach));
      if (rows.isEmpty()) {
        return null;
      }
      int first = afterGap(rows);
      if (first >= 0 || reach.equals(REACHES.getLast())) {
        return block(rows.subList(Math.max(0, first), rows.size()), QuarterHours.of(now));
      }
    }
    return null;
  }

  private static @Nullable UsageBlock block(List<TotalRow> rows, long now) {
    long start = NONE;
    var total = new UsageTotal();
    for (TotalRow row : rows) {
      if (start == NONE || row.quarter() >= start + BLOCK) {
        if (start != NONE && start + BLOCK > now) {
          break; // what follows is of a clock that is ahead
        }
        start = Math.floorDiv(row.quarter(), QUARTERS_AN_HOUR) * QUARTERS_AN_HOUR;
        total = new UsageTotal();
      }
      total.add(row);
    }
    return start == NONE || start > now || start + BLOCK <= now
        ? null
        : new UsageBlock(
            QuarterHours.start(start),
            QuarterHours.start(start + BLOCK),
            total.counts(),
            List.of());
  }

  /** The first row behind the last gap of five hours; -1 without one. */
  private static int afterGap(List<TotalRow> rows) {
    for (int i = rows.size() - 1; i > 0; i--) {
      if (rows.get(i).quarter() - rows.get(i - 1).quarter() > BLOCK) {
        return i;
      }
    }
    return -1;
  }

  private List<TotalRow> claude(Instant since) throws SQLException {
    List<TotalRow> rows = new ArrayList<>();
    String isClaude =
        " AND session IN (SELECT s.id FROM session s JOIN project p ON p.id = s.project"
            + " WHERE p.provider = 'claude')"
            + " AND "
            + TotalRow.HAS_TOKENS
            + " ORDER BY quarter";
    try (PreparedStatement select = db.prepareStatement(RECENT + isClaude)) {
      bind(select, since);
      add(select, rows::add);
    }
    return rows;
  }

  private static void bind(PreparedStatement select, Instant since) throws SQLException {
    // Times are compared as text, those with an offset too: it is less than a day.
    select.setString(1, since.minus(Duration.ofDays(1)).toString());
    select.setLong(2, QuarterHours.of(since));
  }

  private interface RowSink {
    void add(TotalRow row);
  }

  private void add(PreparedStatement select, RowSink sink) throws SQLException {
    try (ResultSet next = select.executeQuery()) {
      while (next.next()) {
        var transcript = new Transcript(next.getLong(14), 0, next.getLong(1));
        TotalRow row = TotalRow.read(next, transcript);
        pricing.price(row);
        sink.add(row);
      }
    }
  }
}
