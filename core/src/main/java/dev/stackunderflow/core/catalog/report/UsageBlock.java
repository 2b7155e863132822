package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.catalog.report.Report.Group;
import java.time.Instant;
import java.util.List;

/**
 * What was used within five hours.
 *
 * @param start its beginning, a full hour of UTC
 * @param end five hours later, exclusive
 * @param counts the totals
 * @param devices the part of each device, the most tokens first
 */
public record UsageBlock(Instant start, Instant end, Counts counts, List<Group> devices) {}
