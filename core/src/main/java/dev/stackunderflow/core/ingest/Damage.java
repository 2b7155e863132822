package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.ingest.IngestReport.UnreadLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The damaged lines that an ingest met. */
final class Damage {

  private static final Pattern USAGE = Pattern.compile("\"(?:usage|token_count|[a-z_]*_tokens)\"");

  private final List<UnreadLine> lines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private long count;

  /** How many there were. */
  long count() {
    return count;
  }

  /** Where they are, as far as they are named. */
  List<UnreadLine> lines() {
    return List.copyOf(lines);
  }

  /** One for each file in which token counts were lost. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Notes a file's damaged lines. */
  InFile of(LogSource source, Path file) {
    return new InFile(source, file);
  }

  /** The damaged lines of one file; they count once the file is read. */
  final class InFile {
    private final LogSource source;
    private final Path file;
    private final List<Long> offsets = new ArrayList<>();
    private long withUsage;

    private InFile(LogSource source, Path file) {
      this.source = source;
      this.file = file;
    }

    void add(LogLines.Line line) {
      offsets.add(line.seq());
      String text = line.text();
      withUsage += text != null && USAGE.matcher(text).find() ? 1 : 0;
    }

    void keep() throws IOException {
      if (offsets.isEmpty()) {
        return;
      }
      count += offsets.size();
      for (long number : numbers()) {
        if (lines.size() < IngestReport.MAX_NAMED) {
          lines.add(new UnreadLine(file, number));
        }
      }
      if (withUsage > 0) {
        warnings.add(
            file
                + " has damaged lines with token counts that cannot be read ("
                + withUsage
                + "): the totals of this session are too low. Everything else in the file was read.");
      }
    }

    /** The numbers of the lines at the offsets, which ascend. */
    private List<Long> numbers() throws IOException {
      List<Long> numbers = new ArrayList<>();
      try (InputStream in = new BufferedInputStream(source.open(file), 1 << 16)) {
        long at = 0;
        long number = 1;
        for (long offset : offsets) {
          while (at < offset) {
            int next = in.read();
            if (next < 0) {
              return numbers;
            }
            number += next == '\n' ? 1 : 0;
            at++;
          }
          numbers.add(number);
        }
      }
      return numbers;
    }
  }
}
