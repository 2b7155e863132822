package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.DeviceOption;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.HumanFormat;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.JsonOut;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.ProjectGroupView;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.decision.ProjectLinks;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "projects",
    description = {
      "List the projects of all devices, the latest first.",
      "The same folder under another home is the same project, and so are the git",
      "worktrees of one repository. Others can be linked: `projects link`. With",
      "--json by device, agent and slug."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow projects --device laptop")
public final class ProjectsCommand implements Callable<Integer> {

  private static final String OTHERS = " Your other devices see it when both have synced.";

  private final Context context;
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final JsonOption json = new JsonOption();

  public ProjectsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      if (json.isOn()) {
        JsonOut.print(
            context,
            catalog.projects(device.filter()).stream().map(ProjectsCommand::json).toList());
      } else {
        print(catalog.projectGroups(device.filter()));
      }
    }
    return ExitCode.DONE;
  }

  private void print(List<ProjectGroupView> projects) {
    var table = new Table("PROJECT", "DEVICES", "AGENTS", ">SESSIONS", ">EVENTS", "LAST");
    for (ProjectGroupView p : projects) {
      table.row(
          HumanFormat.line(p.name(), 48),
          names(p, ProjectView::deviceLabel),
          names(p, ProjectView::provider),
          HumanFormat.count(p.sessions()),
          HumanFormat.count(p.events()),
          HumanFormat.time(p.lastTs()));
    }
    ViewTables.print(context, table);
  }

  private static String names(ProjectGroupView project, Function<ProjectView, String> name) {
    return project.members().stream()
        .map(name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  static Object json(ProjectView p) {
    return JsonOut.fields()
        .with("project", p.project())
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

  /** The name of one project, without its links. */
  private static String name(Catalog catalog, String typed) throws SQLException, SyncException {
    Set<String> found = catalog.projectsNamed(typed);
    if (found.size() != 1) {
      throw new SyncException.Usage(
          (found.isEmpty()
                  ? "No project is called " + typed + ". Nothing was changed."
                  : "Several projects are called "
                      + typed
                      + ". Nothing was changed. Name one of: "
                      + String.join(", ", found)
                      + ".")
              + " See: stackunderflow projects");
    }
    return found.iterator().next();
  }

  @Command(
      name = "link",
      description = {
        "Make two projects one, on all devices.",
        "For the same repository in folders of different names. Nothing is moved."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow projects link ~/src/app ~/work/app")
  public static final class LinkProjects implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "A", description = "A project, by its name, slug, short name or path.")
    private String first = "";

    @Parameters(paramLabel = "B", description = "Another one.")
    private String second = "";

    public LinkProjects(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws IOException, SQLException, SyncException {
      String one;
      String other;
      try (Store store = context.openStore();
          Catalog catalog = context.openCatalog(store)) {
        one = name(catalog, typed(context, first));
        other = name(catalog, typed(context, second));
      }
      if (one.equals(other)) {
        throw new SyncException.Usage("Both are " + one + " already. Nothing was changed.");
      }
      new ProjectLinks(context.home(), context.clock()).link(one, other);
      context.say(one + " and " + other + " are one project now." + OTHERS);
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "unlink",
      description = {
        "Take a project out of whatever it is linked with, on all devices.",
        "Also a git worktree, which was linked to its repository by itself."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  stackunderflow projects unlink ~/work/app")
  public static final class UnlinkProject implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "A", description = "A project, by its name, slug, short name or path.")
    private String project = "";

    public UnlinkProject(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws IOException, SQLException, SyncException {
      String name;
      try (Store store = context.openStore();
          Catalog catalog = context.openCatalog(store)) {
        name = name(catalog, typed(context, project));
      }
      List<String> from = new ProjectLinks(context.home(), context.clock()).unlink(name);
      if (from.isEmpty()) {
        throw new SyncException.Usage(
            name + " is linked with no other project. Nothing was changed.");
      }
      context.say(name + " is no longer linked with " + String.join(", ", from) + "." + OTHERS);
      return ExitCode.DONE;
    }
  }

  /** A shell makes {@code ~/src/app} the full path before the program sees it. */
  private static String typed(Context context, String name) {
    String home = Home.userHome(context.env()) + "/";
    return name.startsWith(home) ? "~/" + name.substring(home.length()) : name;
  }
}
