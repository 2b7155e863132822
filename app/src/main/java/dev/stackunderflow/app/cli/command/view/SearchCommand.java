package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.CountValue;
import dev.stackunderflow.app.cli.option.FilterOptions;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.cli.terminal.Column;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.cli.terminal.Table;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.json.SearchJson;
import dev.stackunderflow.app.text.Snippet;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.search.SearchHit;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.search.SearchScope;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search}. */
@Command(
    name = "search",
    description = {
      "Search the messages of all devices, best hits first.",
      "A message must contain all words. Quote a phrase; end a word with * to match a",
      "prefix. Parts of identifiers are found too. What was typed and answered is",
      "searched, or with --in tools what tools were called with. With --columns or",
      "--sort, the hits are a table of time, device, project, agent, role, session,",
      "text."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow search 'rain gauge' 'restart*' --since 2026-11-01",
      "  stackunderflow search --in tools 'git rebase'"
    })
public final class SearchCommand implements Callable<Integer> {

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("TIME").leftOut(1),
          Column.text("DEVICE").leftOut(3).cutTo(10),
          Column.text("PROJECT").leftOut(2).cutTo(10),
          Column.text("AGENT").leftOut(5),
          Column.text("ROLE").leftOut(4),
          Column.text("SESSION"),
          Column.text("TEXT").cutTo(16));

  private final Context context;
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final TableOptions view = new TableOptions();

  @Parameters(paramLabel = "WORDS", arity = "1..*", description = "What to search for.")
  private List<String> words = List.of();

  enum Role {
    user,
    assistant
  }

  @Option(
      names = "--role",
      paramLabel = "R",
      description = "Only messages of this role: user or assistant.")
  private @Nullable Role role;

  enum In {
    text,
    tools
  }

  @Option(
      names = "--in",
      paramLabel = "S",
      defaultValue = "text",
      description =
          "text: what was typed and answered (default); tools: the names and arguments of tools,"
              + " such as commands, files and changes.")
  private In in = In.text;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountValue.class,
      defaultValue = "20",
      description = "List at most N hits (default: 20).")
  private int limit = 20;

  public SearchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    view.check(json, COLUMNS);
    if (words.stream().noneMatch(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))) {
      throw new UsageException("A search needs a word with a letter or a digit.");
    }
    var query =
        new SearchQuery(
            words,
            filter.filter(context.clock()),
            role == null ? null : role.name(),
            limit,
            in == In.tools ? SearchScope.TOOLS : SearchScope.TEXT);
    List<SearchHit> hits;
    boolean isEmpty;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store);
        var bar = context.progress(ProgressBar.Unit.ITEMS)) {
      hits = catalog.search(query, (done, total) -> bar.at("indexing words", done, total));
      if (hits.isEmpty()) {
        filter.sayWhyNothing(context, catalog.filterNotes());
      }
      isEmpty = hits.isEmpty() && catalog.isEmpty();
    }
    if (json.isOn()) {
      context.print(hits.stream().map(hit -> SearchJson.of(hit, words)).toList());
    } else if (isEmpty) {
      ViewTables.sayEmpty(context);
    } else if (hits.isEmpty()) {
      context.say("No matches.");
    } else if (view.isGiven()) {
      table(hits);
    } else {
      hits.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private void table(List<SearchHit> hits) throws UsageException {
    var table = new Table(COLUMNS);
    for (SearchHit hit : hits) {
      String text = Snippet.of(hit.text(), words, "[", "]");
      table.row(
          List.of(
              hit.timestamp(),
              hit.deviceLabel(),
              hit.projectName(),
              hit.provider(),
              hit.role(),
              hit.sessionId(),
              text),
          TimeFormat.local(hit.timestamp()),
          hit.deviceLabel(),
          hit.projectName(),
          hit.provider(),
          hit.role(),
          hit.sessionId(),
          text);
    }
    view.apply(table, null);
    ViewTables.fit(context, table);
  }

  private void print(SearchHit hit) {
    boolean colour = context.terminal().colour();
    String where =
        String.join(
            "  ",
            TimeFormat.local(hit.timestamp()),
            hit.deviceLabel(),
            hit.projectName(),
            hit.role(),
            hit.sessionId() + (hit.superseded() ? "  (no longer in the log)" : ""));
    context.tell(TerminalText.safe(where));
    String snippet =
        colour
            ? Snippet.of(hit.text(), words, "\033[1m", "\033[0m")
            : Snippet.of(hit.text(), words, "[", "]");
    context.tell("    " + snippet);
  }
}
