package dev.stackunderflow.core.catalog.limit;

import dev.stackunderflow.core.catalog.detail.LimitStatement;
import dev.stackunderflow.core.catalog.limit.LimitWindow.DevicePart;
import dev.stackunderflow.core.catalog.report.Report.Device;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.report.UsageBlock;
import dev.stackunderflow.core.time.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The windows of all agents' limits over all devices. */
public final class LimitHistory {

  private static final String CLAUDE = "claude";

  private static final String STATEMENTS =
      """
      SELECT p.provider, e.ts, d.device_id, d.label, l.name, l.window_minutes, l.used_percent,
             l.resets_at, l.reached
      FROM limit_statement l JOIN entry e ON e.id = l.entry
      JOIN session s ON s.id = e.session JOIN project p ON p.id = s.project
      JOIN device d ON d.source = e.source
      WHERE e.hidden = 0 AND (?1 IS NULL OR e.source = ?1)
        AND p.provider = coalesce(?2, p.provider)
      ORDER BY e.ts, e.id, l.place
      """;

  private final Connection db;
  private final ReportQuery query;

  /** Reads what {@code detail} has indexed. */
  public LimitHistory(Connection db, ReportQuery query) {
    this.db = db;
    this.query = query;
  }

  /** A statement with its place. */
  private record Said(String agent, Instant time, Device device, LimitStatement stated) {

    boolean isOfFiveHours() {
      Long minutes = stated.windowMinutes();
      return agent.equals(CLAUDE) && minutes != null && minutes == LimitStatement.FIVE_HOURS;
    }
  }

  /** A limit of an account. */
  private record Key(String agent, String name, @Nullable Long minutes) {}

  /**
   * The windows that may have been within the query's span, the latest first.
   *
   * @param source the only device to include, by its catalog number; empty for all
   * @param blocks Claude's windows, in order
   */
  public List<LimitWindow> list(OptionalLong source, List<UsageBlock> blocks) throws SQLException {
    List<Said> own = new ArrayList<>();
    Map<UsageBlock, List<Said>> inBlocks = new HashMap<>();
    for (Said said : statements(source)) {
      UsageBlock block = said.isOfFiveHours() ? at(blocks, said.time()) : null;
      if (block == null) {
        own.add(said);
      } else {
        inBlocks.computeIfAbsent(block, _ -> new ArrayList<>()).add(said);
      }
    }
    List<LimitWindow> windows = new ArrayList<>();
    blocks.forEach(block -> windows.add(computed(block, inBlocks.getOrDefault(block, List.of()))));
    windows.addAll(stated(own));
    return windows.stream()
        .filter(window -> window.overlaps(query.since(), query.until()))
        .sorted(
            Comparator.comparing(LimitWindow::order)
                .reversed()
                .thenComparing(LimitWindow::agent)
                .thenComparing(LimitWindow::name))
        .toList();
  }

  private List<Said> statements(OptionalLong source) throws SQLException {
    List<Said> statements = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(STATEMENTS)) {
      select.setObject(1, source.isPresent() ? source.getAsLong() : null);
      select.setString(2, query.provider());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Instant time = Timestamps.instant(row.getString(2));
          if (time != null) {
            Long reset = number(row, 8);
            statements.add(
                new Said(
                    row.getString(1),
                    time,
                    new Device(row.getString(3), row.getString(4)),
                    new LimitStatement(
                        row.getString(5),
                        number(row, 6),
                        row.getObject(7) instanceof Number used
                            ? Double.valueOf(used.doubleValue())
                            : null,
                        reset == null ? null : Instant.ofEpochSecond(reset),
                        row.getInt(9) == 1)));
          }
        }
      }
    }
    statements.sort(Comparator.comparing(Said::time));
    return statements;
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : Long.valueOf(number);
  }

  private static @Nullable UsageBlock at(List<UsageBlock> blocks, Instant time) {
    for (UsageBlock block : blocks) {
      if (!time.isBefore(block.start()) && time.isBefore(block.end())) {
        return block;
      }
    }
    return null;
  }

  private static LimitWindow computed(UsageBlock block, List<Said> said) {
    Instant reset = null;
    for (Said one : said) {
      reset = one.stated().reset() == null ? reset : one.stated().reset();
    }
    return new LimitWindow(
        CLAUDE,
        "",
        LimitStatement.FIVE_HOURS,
        block.start(),
        block.end(),
        true,
        reset,
        null,
        null,
        said.isEmpty() ? null : said.getLast().time(),
        said.isEmpty() ? null : said.getFirst().time(),
        block.counts(),
        block.devices().stream()
            .map(
                part -> {
                  Device device = (Device) part.subject();
                  return new DevicePart(
                      device.deviceId(), device.deviceLabel(), null, null, part.counts());
                })
            .toList());
  }

  private static List<LimitWindow> stated(List<Said> statements) {
    Map<Key, List<StatedWindow>> limits = new HashMap<>();
    for (Said said : statements) {
      LimitStatement stated = said.stated();
      List<StatedWindow> windows =
          limits.computeIfAbsent(
              new Key(said.agent(), stated.name(), stated.windowMinutes()), _ -> new ArrayList<>());
      StatedWindow window = null;
      for (int i = windows.size() - 1; i >= 0 && window == null; i--) {
        window = windows.get(i).isOf(stated) ? windows.get(i) : null;
      }
      if (window == null) {
        window = new StatedWindow(said.agent(), stated, said.time());
        windows.add(window);
      }
      window.add(stated, said.time(), said.device());
    }
    return limits.values().stream().flatMap(List::stream).map(StatedWindow::window).toList();
  }
}
