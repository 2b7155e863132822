package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.FilterOptions;
import dev.stackunderflow.app.cli.option.RedactOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.DataStream;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.ProgramVersion;
import dev.stackunderflow.core.export.CsvRows;
import dev.stackunderflow.core.export.Exporter;
import dev.stackunderflow.core.export.JsonRows;
import dev.stackunderflow.core.export.RedactedSink;
import dev.stackunderflow.core.export.RowExport;
import dev.stackunderflow.core.export.StoreExport;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.export.otlp.OtlpExport;
import dev.stackunderflow.core.file.NewFile;
import dev.stackunderflow.core.redact.Redactor;
import dev.stackunderflow.core.store.Store;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}. */
@Command(
    name = "export",
    description = {
      "Export the merged view of all devices, each event once, for other tools.",
      "Tokens are 0 in a line whose usage is counted by another line of the same",
      "message, so sums are correct."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow export --format jsonl --since 2026-11-01 | jq .model",
      "  stackunderflow export --format sqlite --output all.db",
      "  stackunderflow export --format otlp --since 7d --output spans.jsonl"
    })
public final class ExportCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final RedactOption redact = new RedactOption();

  enum Format {
    jsonl,
    csv,
    sqlite,
    otlp
  }

  @Option(
      names = "--format",
      paramLabel = "F",
      required = true,
      description =
          "jsonl, csv, sqlite (a store file like this program's own; needs --output), or otlp:"
              + " OpenTelemetry spans and metrics without any text.")
  private Format format = Format.jsonl;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A new file that only you can read (default: standard output).")
  private @Nullable Path output;

  public ExportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException, UsageException {
    if (format == Format.sqlite && output == null) {
      throw new UsageException("A database needs a file: --output FILE");
    }
    Redactor redactor = redact.redactor(context, false);
    try (Store store = context.openStore();
        UnionView view = UnionView.open(context.home(), store)) {
      if (output == null) {
        export(view, new DataStream(context.data()), redactor);
      } else {
        long events = NewFile.write(output, file -> export(view, file, redactor));
        context.say("Wrote " + CountFormat.of(events, "event") + " to " + output + ".");
      }
    }
    RedactOption.say(context, redactor);
    return ExitCode.DONE;
  }

  private long export(UnionView view, Path file, @Nullable Redactor redactor)
      throws IOException, SQLException {
    if (format == Format.sqlite) {
      try (var sink = new StoreExport(file)) {
        return export(view, sink, redactor);
      }
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      return export(view, out, redactor);
    }
  }

  private long export(UnionView view, OutputStream out, @Nullable Redactor redactor)
      throws IOException, SQLException {
    return export(view, sink(out), redactor);
  }

  private long export(UnionView view, Exporter.Sink sink, @Nullable Redactor redactor)
      throws IOException, SQLException {
    Exporter.Sink last = redactor == null ? sink : new RedactedSink(sink, redactor);
    long events = new Exporter(view).run(filter.filter(context.clock()), last);
    if (events == 0) {
      filter.sayWhyNothing(context, view.filterNotes());
    }
    return events;
  }

  private Exporter.Sink sink(OutputStream out) throws IOException {
    return switch (format) {
      case otlp -> new OtlpExport(out, ProgramVersion.get());
      case csv -> new RowExport(new CsvRows(out));
      case jsonl, sqlite -> new RowExport(JsonRows.lines(out));
    };
  }
}
