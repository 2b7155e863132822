package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.decision.ProjectLinks;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code projects link}. */
@Command(
    name = "link",
    description = {
      "Make two projects one, on all devices.",
      "Folders of one Git repository are one project already, by its remote. Nothing",
      "is moved."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow projects link ~/src/app ~/work/app")
public final class ProjectsLinkCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "A", description = "A project, by its name, slug, short name or path.")
  private String first = "";

  @Parameters(paramLabel = "B", description = "Another one.")
  private String second = "";

  public ProjectsLinkCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    String one;
    String other;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      one = ProjectNames.resolve(context, catalog, first, true);
      other = ProjectNames.resolve(context, catalog, second, true);
    }
    if (one.equals(other)) {
      throw new UsageException("Both are " + one + " already. Nothing was changed.");
    }
    new ProjectLinks(context.home(), context.clock()).link(one, other);
    context.say(one + " and " + other + " are now one project." + ProjectNames.OTHERS);
    return ExitCode.DONE;
  }
}
