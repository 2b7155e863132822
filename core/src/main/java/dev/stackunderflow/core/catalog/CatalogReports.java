package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.catalog.detail.DetailIndex;
import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.limit.LimitHistory;
import dev.stackunderflow.core.catalog.limit.LimitWindow;
import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.report.Reports;
import dev.stackunderflow.core.catalog.report.ToolUse;
import dev.stackunderflow.core.catalog.report.ToolUses;
import dev.stackunderflow.core.catalog.report.UsageBlock;
import dev.stackunderflow.core.catalog.report.UsageBlocks;
import dev.stackunderflow.core.catalog.view.AgentNames;
import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.EventReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** The reports over the merged view. What needs the events' details first indexes what is new. */
public final class CatalogReports {

  private static final String CLAUDE = "claude";

  private final Connection db;
  private final EventReader events;
  private final ProjectIndex projects;

  CatalogReports(Connection db, EventReader events, ProjectIndex projects) {
    this.db = db;
    this.events = events;
    this.projects = projects;
  }

  /** The totals and rows that the query asks for. */
  public Report report(ReportQuery query, IndexProgress progress) throws SQLException, IOException {
    AgentNames.require(db, "project", query.provider());
    if (query.by().contains(Grouping.PULL_REQUEST)) {
      new DetailIndex(db, events).refresh(progress);
    }
    return new Reports(db, query, projects)
        .report(DeviceResolver.source(db, "device", query.device()));
  }

  /** The tool calls that the query covers, the most called tool first. */
  public List<ToolUse> tools(ReportQuery query, IndexProgress progress)
      throws SQLException, IOException {
    AgentNames.require(db, "project", query.provider());
    new DetailIndex(db, events).refresh(progress);
    return new ToolUses(db, query, projects)
        .list(DeviceResolver.source(db, "device", query.device()));
  }

  /**
   * The windows of usage limits that may have been within the query's span, the latest first: what
   * the logs state, and Claude's windows of five hours.
   */
  public List<LimitWindow> limits(ReportQuery query, IndexProgress progress)
      throws SQLException, IOException {
    AgentNames.require(db, "project", query.provider());
    new DetailIndex(db, events).refresh(progress);
    OptionalLong source = DeviceResolver.source(db, "device", query.device());
    String agent = query.provider();
    List<UsageBlock> blocks =
        agent == null || agent.equals(CLAUDE)
            ? new UsageBlocks(db, query.ofAgent(CLAUDE), projects).list(source)
            : List.of();
    return new LimitHistory(db, query).list(source, blocks);
  }
}
