package dev.stackunderflow.core.agent.cursor;

import dev.stackunderflow.core.agent.source.ForeignDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The conversations that the editor's databases hold. The editor also writes a transcript of each,
 * which says the same without times, models and tokens.
 */
final class CursorConversations {

  private final List<Path> databases;

  CursorConversations(List<Path> databases) {
    this.databases = databases;
  }

  /** The conversation that a transcript is of. */
  static String id(Path transcript) {
    return transcript.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  /** The files that are not a transcript of a conversation in a database. */
  List<Path> without(List<Path> transcripts) {
    Set<String> known = among(transcripts.stream().map(CursorConversations::id).toList());
    return transcripts.stream().filter(file -> !known.contains(id(file))).toList();
  }

  /** Those of some conversations that a database holds. */
  Set<String> among(Collection<String> ids) {
    Set<String> known = new HashSet<>();
    for (Path file : ids.isEmpty() ? List.<Path>of() : databases) {
      if (Files.isRegularFile(file)) {
        find(file, ids, known);
      }
    }
    return known;
  }

  private static void find(Path database, Collection<String> ids, Set<String> known) {
    try (ForeignDatabase db = ForeignDatabase.open(database)) {
      if (!db.has("cursorDiskKV", "key", "value")) {
        return;
      }
      for (String id : ids) {
        String bubbles = "bubbleId:" + id;
        if (!db.rows(
                "SELECT 1 FROM cursorDiskKV WHERE key >= ? AND key < ? LIMIT 1",
                bubbles + ":",
                bubbles + ";")
            .isEmpty()) {
          known.add(id);
        }
      }
    } catch (IOException e) {
      // CursorDatabase says what is wrong with it; the transcripts are read.
    }
  }
}
