package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.decision.ProjectLinks;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code projects unlink}. */
@Command(
    name = "unlink",
    description = {
      "Separate a project from those it is linked with, on all devices.",
      "Also separates a folder from its Git repository, of which it was a part",
      "automatically, and a worktree from its main one."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow projects unlink ~/work/app")
public final class ProjectsUnlinkCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "A", description = "A project, by its name, slug, short name or path.")
  private String project = "";

  public ProjectsUnlinkCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    String name;
    Set<String> repositories;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      name = ProjectNames.resolve(context, catalog, project, false);
      repositories = catalog.repositoriesOf(name);
    }
    List<String> from =
        new ProjectLinks(context.home(), context.clock()).unlink(name, repositories);
    if (from.isEmpty()) {
      throw new UsageException(name + " is not linked with any project. Nothing was changed.");
    }
    context.say(
        name + " is no longer linked with " + String.join(", ", from) + "." + ProjectNames.OTHERS);
    return ExitCode.DONE;
  }
}
