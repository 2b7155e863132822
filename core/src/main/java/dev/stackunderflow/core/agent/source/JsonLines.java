package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.store.Utf8Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a file of JSON lines that is read as a whole.
 *
 * @param records in their order
 * @param damaged how many lines are not records
 */
public record JsonLines(List<ObjectNode> records, long damaged) {

  /** Reads a file; no records where it does not exist. */
  public static JsonLines read(Path file) throws IOException {
    String text = JsonFiles.text(file);
    return of(text == null ? "" : text);
  }

  /** Reads what a file holds. */
  public static JsonLines of(String text) {
    List<ObjectNode> records = new ArrayList<>();
    long damaged = 0;
    for (String line : text.lines().toList()) {
      // Where damage is in a line, what an object behind it belongs to is not known.
      LogRecords found = LogRecords.of(Utf8Text.of(line), _ -> false);
      found.records().forEach(record -> records.add(record.json()));
      damaged += found.isDamaged() ? 1 : 0;
    }
    return new JsonLines(records, damaged);
  }

  /** Messages for the user about what could not be read. */
  public List<String> warnings(Path file) {
    return damaged == 0
        ? List.of()
        : List.of(file + " has damaged lines (" + damaged + "). Everything else in it was read.");
  }
}
