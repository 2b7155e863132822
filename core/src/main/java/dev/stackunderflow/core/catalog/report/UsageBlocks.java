package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.index.QuarterHours;
import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.catalog.report.Report.Device;
import dev.stackunderflow.core.catalog.report.Report.Group;
import dev.stackunderflow.core.catalog.report.TotalRow.Transcript;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Claude's windows of five hours, by the rule that ccusage documents: a window begins with the full
 * hour (UTC) of the first response and ends five hours later; the next response begins another one.
 * A gap of more than five hours is always longer than what is left of a window. Quarters of an hour
 * are enough to compute this exactly, because windows begin and end with one.
 */
public final class UsageBlocks {

  private static final long QUARTERS_AN_HOUR = 4;
  private static final long LENGTH = 5 * QUARTERS_AN_HOUR;

  private final Connection db;
  private final ReportScope scope;
  private final ReportSubjects subjects;
  private final Pricing pricing;

  /**
   * Computes the windows of what a query covers.
   *
   * @param query its span of time is not applied: where a window begins depends on those before
   */
  public UsageBlocks(Connection db, ReportQuery query, ProjectIndex projects) throws SQLException {
    this.db = db;
    this.scope = new ReportScope(db, query, projects);
    this.subjects = new ReportSubjects(db);
    this.pricing = new Pricing(query.costs(), query.prices(), subjects.models());
  }

  private static final class Sum {
    private final long first;
    private final UsageTotal total = new UsageTotal();
    private final Map<Long, UsageTotal> devices = new HashMap<>();

    Sum(long first) {
      this.first = first;
    }

    void add(TotalRow row) {
      total.add(row);
      devices.computeIfAbsent(row.transcript().source(), _ -> new UsageTotal()).add(row);
    }
  }

  /**
   * The windows in which tokens were used, in order.
   *
   * @param source the only device to include, by its catalog number; empty for all
   */
  public List<UsageBlock> list(OptionalLong source) throws SQLException {
    Map<Long, Transcript> transcripts = scope.transcripts(source);
    List<Sum> blocks = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(TotalRow.BY_TIME);
        ResultSet next = select.executeQuery()) {
      while (next.next()) {
        Transcript transcript = transcripts.get(next.getLong(1));
        if (transcript != null) {
          TotalRow row = TotalRow.read(next, transcript);
          if (blocks.isEmpty() || row.quarter() >= blocks.getLast().first + LENGTH) {
            blocks.add(new Sum(Math.floorDiv(row.quarter(), QUARTERS_AN_HOUR) * QUARTERS_AN_HOUR));
          }
          pricing.price(row);
          blocks.getLast().add(row);
        }
      }
    }
    Map<Long, Device> devices = subjects.devices();
    return blocks.stream().map(block -> block(block, devices)).toList();
  }

  private static UsageBlock block(Sum block, Map<Long, Device> devices) {
    List<Group> parts = new ArrayList<>();
    block.devices.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Long, UsageTotal> part) -> part.getValue().tokens())
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            part -> {
              Device device = devices.get(part.getKey());
              if (device != null) {
                parts.add(new Group(device, part.getValue().counts()));
              }
            });
    return new UsageBlock(
        QuarterHours.start(block.first),
        QuarterHours.start(block.first + LENGTH),
        block.total.counts(),
        parts);
  }
}
