package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
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
    boolean any = false;
    try (var lines = new LogLines(source.open(file))) {
      int left = MAX_LINES;
      for (LogLines.Line line = lines.next(); line != null && left-- > 0; line = lines.next()) {
        for (LogRecords.Found found : LogRecords.of(line.utf8(), source::isRecord).records()) {
          any = true;
          if (isEnough.test(found.json())) {
            return true;
          }
        }
      }
    }
    return any;
  }

  /**
   * The damaged ones among a file's first lines.
   *
   * @param damaged told of each
   * @throws IOException if the file cannot be read
   */
  public static void damaged(LogSource source, Path file, Consumer<LogLines.Line> damaged)
      throws IOException {
    try (var lines = new LogLines(source.open(file))) {
      int left = MAX_LINES;
      for (LogLines.Line line = lines.next(); line != null && left-- > 0; line = lines.next()) {
        if (LogRecords.of(line.utf8(), source::isRecord).isDamaged()) {
          damaged.accept(line);
        }
      }
    }
  }
}
