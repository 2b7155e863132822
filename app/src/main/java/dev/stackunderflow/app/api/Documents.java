package dev.stackunderflow.app.api;

import dev.stackunderflow.core.catalog.ConflictView;
import dev.stackunderflow.core.catalog.DeviceFilter;
import dev.stackunderflow.core.catalog.EventView;
import dev.stackunderflow.core.catalog.ProjectView;
import dev.stackunderflow.core.catalog.Report;
import dev.stackunderflow.core.catalog.ReportQuery;
import dev.stackunderflow.core.catalog.SearchHit;
import dev.stackunderflow.core.catalog.SessionView;
import dev.stackunderflow.sync.DeviceInfo;
import dev.stackunderflow.sync.PullResult;
import dev.stackunderflow.sync.PushResult;
import dev.stackunderflow.sync.SyncException;
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
