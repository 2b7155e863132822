package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.ProjectView;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "projects",
    description = "List the projects of all devices, the latest first.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow projects --device laptop")
final class ProjectsCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final JsonOption json = new JsonOption();

  ProjectsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    List<ProjectView> projects;
    try (Store store = context.openStore();
        Catalog catalog = Catalog.open(context.home(), store)) {
      projects = catalog.projects(device.filter());
    }
    if (json.isOn()) {
      JsonOut.print(context, projects.stream().map(ProjectsCommand::json).toList());
      return ExitCode.DONE;
    }
    var table = new Table("PROJECT", "DEVICE", "AGENT", ">SESSIONS", ">EVENTS", "LAST");
    for (ProjectView p : projects) {
      table.row(
          Human.line(p.displayName(), 40),
          p.deviceLabel(),
          p.provider(),
          Human.count(p.sessions()),
          Human.count(p.events()),
          Human.time(p.lastTs()));
    }
    Views.print(context, table);
    return ExitCode.DONE;
  }

  private static Object json(ProjectView p) {
    return JsonOut.fields()
        .device(p.deviceId(), p.deviceLabel())
        .with("provider", p.provider())
        .with("slug", p.slug())
        .with("path", p.path())
        .with("name", p.displayName())
        .with("sessions", p.sessions())
        .with("events", p.events())
        .tokens(p.tokens())
        .with("first_ts", p.firstTs())
        .with("last_ts", p.lastTs())
        .map();
  }
}
