package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Looks into the first lines of a log file. */
public final class FirstRecords {

  private static final int MAX_LINES = 200;

  private FirstRecords() {}

  /**
   * Gives a file's first records until one is enough.
   *
   * @param isEnough told of each record; true ends the look
   * @return whether there was any record
   * @throws IOException if the file cannot be read
   */
  public static boolean look(LogSource source, Path file, Predicate<ObjectNode> isEnough)
      throws IOException {
    var any = new boolean[1];
    first(
        source,
        file,
        (_, records) -> {
          any[0] |= !records.records().isEmpty();
          return records.records().stream().anyMatch(found -> isEnough.test(found.json()));
        });
    return any[0];
  }

  /**
   * The damaged ones among a file's first lines.
   *
   * @param damaged told of each
   * @throws IOException if the file cannot be read
   */
  public static void damaged(LogSource source, Path file, Consumer<LogLines.Line> damaged)
      throws IOException {
    first(
        source,
        file,
        (line, records) -> {
          if (records.isDamaged()) {
            damaged.accept(line);
          }
          return false;
        });
  }

  /** Reads a file's first lines until one is enough. */
  private static void first(
      LogSource source, Path file, BiPredicate<LogLines.Line, LogRecords> isEnough)
      throws IOException {
    try (var lines = new LogLines(source.open(file))) {
      int left = MAX_LINES;
      for (LogLines.Line line = lines.next(); line != null && left-- > 0; line = lines.next()) {
        if (isEnough.test(line, LogRecords.of(line.utf8(), source::isRecord))) {
          return;
        }
      }
    }
  }
}
