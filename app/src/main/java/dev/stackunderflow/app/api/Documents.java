package dev.stackunderflow.app.api;

import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.search.SearchHit;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents that the commands print with {@code --json}: the API gives the same. */
public interface Documents {

  /** As {@code sync status}. */
  Map<String, @Nullable Object> status() throws SyncException, IOException;

  /** As an item of {@code sync devices}. */
  Object device(DeviceInfo device);

  /** As an item of {@code sync conflicts}. */
  Object conflict(ConflictView conflict);

  /** As an item of the project list. */
  Object project(ProjectView project);

  /** As an item of the session list. */
  Map<String, @Nullable Object> session(SessionView session);

  /** As an event of {@code show}. */
  Object event(EventView event);

  /** As an item of {@code search}. */
  Object hit(SearchHit hit, List<String> words);

  /** What {@code report} asks. */
  ReportQuery reportOf(DeviceFilter device) throws IOException;

  /** As {@code report}. */
  Object report(Report report, ReportQuery query);

  /** As {@code sync push}. */
  Object pushed(PushResult result);

  /** As {@code sync pull}. */
  Object pulled(PullResult result);
}
