package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.DeviceOption;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.cli.terminal.Column;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.ProjectJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.ProjectGroupView;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code projects}. */
@Command(
    name = "projects",
    description = {
      "List the projects of all devices, most recent first.",
      "Folders of one Git repository are one project, named after its remote. Other",
      "folders are one if they are at the same place under their home folders. Link",
      "others with `projects link`. With --json, one row per device, agent and slug."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow projects --device laptop")
public final class ProjectsCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("PROJECT").cutTo(16),
          Column.text("DEVICES").leftOut(2).cutTo(10),
          Column.text("AGENTS").leftOut(1).cutTo(10),
          Column.number("SESSIONS").leftOut(3),
          Column.number("EVENTS").leftOut(4),
          Column.text("LAST"));

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final TableOptions view = new TableOptions();

  public ProjectsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    view.check(json, COLUMNS);
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      if (json.isOn()) {
        context.print(catalog.projects(device.filter()).stream().map(ProjectJson::of).toList());
      } else {
        print(catalog.projectGroups(device.filter()));
      }
    }
    return ExitCode.DONE;
  }

  private void print(List<ProjectGroupView> projects) throws UsageException {
    var table = new Table(COLUMNS);
    for (ProjectGroupView p : projects) {
      String devices = names(p, ProjectView::deviceLabel);
      String agents = names(p, ProjectView::provider);
      String last = p.lastTs();
      table.row(
          List.of(p.name(), devices, agents, p.sessions(), p.events(), last == null ? "" : last),
          TerminalText.oneLine(p.name(), 48),
          devices,
          agents,
          CountFormat.of(p.sessions()),
          CountFormat.of(p.events()),
          TimeFormat.local(p.lastTs()));
    }
    view.apply(table, null);
    ViewTables.print(context, table);
  }

  private static String names(ProjectGroupView project, Function<ProjectView, String> name) {
    return project.members().stream()
        .map(name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
