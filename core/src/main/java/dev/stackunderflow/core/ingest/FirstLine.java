package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The first well-formed line of a log file. */
final class FirstLine {

  private FirstLine() {}

  static @Nullable ObjectNode of(Path file) throws IOException {
    try (var lines = new LogLines(file)) {
      for (LogLines.Line line = lines.next(); line != null; line = lines.next()) {
        String text = line.text();
        ObjectNode object = text == null || text.isBlank() ? null : LenientJson.object(text);
        if (object != null) {
          return object;
        }
      }
      return null;
    }
  }
}
