package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.DataStream;
import dev.stackunderflow.app.cli.terminal.StreamingTable;
import dev.stackunderflow.core.export.CsvRows;
import dev.stackunderflow.core.export.JsonRows;
import dev.stackunderflow.core.export.RowSink;
import dev.stackunderflow.core.export.Sql;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}. */
@Command(
    name = "sql",
    description = {
      "Query the sessions of all devices in SQL. Read-only.",
      "The tables are projects, sessions and messages, as in the store, each with the",
      "columns device and device_id. See docs/sql.md."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sql 'select device, count(*) from messages group by device'")
public final class SqlCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "SQL", arity = "0..1", description = "One SELECT.")
  private @Nullable String sql;

  @ArgGroup private final As as = new As();

  /** The output's form. */
  static final class As {
    @Option(names = "--json", description = "Print one JSON document, with stable field names.")
    private boolean json;

    @Option(names = "--csv", description = "Print comma-separated values.")
    private boolean csv;

    @Option(
        names = "--script",
        description = "Print SQL that creates the same tables in any SQLite tool, instead of rows.")
    private boolean script;
  }

  public SqlCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    try (Store store = context.openStore()) {
      if (as.script) {
        context.out().print(UnionView.script(context.home(), store));
        return ExitCode.DONE;
      }
      if (sql == null || sql.isBlank()) {
        throw new UsageException("A query is missing. See: stackunderflow sql --help");
      }
      try (UnionView view = UnionView.open(context.home(), store)) {
        new Sql(view).run(sql, rows(new DataStream(context.data())));
      }
    }
    return ExitCode.DONE;
  }

  private RowSink rows(OutputStream out) throws IOException {
    if (as.json) {
      return JsonRows.array(out);
    }
    return as.csv
        ? new CsvRows(out)
        : new StreamingTable(line -> out.write((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
