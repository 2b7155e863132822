package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.api.Documents;
import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.ReportFields;
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

/** What the commands print with {@code --json}, for the API. */
final class CliDocuments implements Documents {

  private final Context context;

  CliDocuments(Context context) {
    this.context = context;
  }

  @Override
  public Map<String, @Nullable Object> status() throws SyncException, IOException {
    return StatusCommand.json(context.sync().status(), AutoView.read(context.home()));
  }

  @Override
  public Object device(DeviceInfo device) {
    return DevicesCommands.Devices.json(device);
  }

  @Override
  public Object conflict(ConflictView conflict) {
    return ConflictsCommand.json(conflict);
  }

  @Override
  public Object project(ProjectView project) {
    return ProjectsCommand.json(project);
  }

  @Override
  public Map<String, @Nullable Object> session(SessionView session) {
    return SessionsCommand.json(session).map();
  }

  @Override
  public Object event(EventView event) {
    return ShowCommand.json(event);
  }

  @Override
  public Object hit(SearchHit hit, List<String> words) {
    return SearchCommand.json(hit, words);
  }

  @Override
  public ReportQuery reportOf(DeviceFilter device) throws IOException {
    return ReportCommand.plain(context, device);
  }

  @Override
  public Object report(Report report, ReportQuery query) {
    return ReportFields.document(report, query);
  }

  @Override
  public Object pushed(PushResult result) {
    return SyncCommands.json(result);
  }

  @Override
  public Object pulled(PullResult result) {
    return SyncCommands.json(result);
  }
}
