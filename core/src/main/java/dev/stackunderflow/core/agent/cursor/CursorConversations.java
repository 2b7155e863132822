package dev.stackunderflow.core.agent.cursor;

import dev.stackunderflow.core.agent.source.ForeignDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversations that the editor's databases hold. The editor also writes a transcript of each,
 * which says the same without times, models and tokens.
 */
final class CursorConversations {

  private final List<Path> databases;

  CursorConversations(List<Path> databases) {
    this.databases = databases;
  }

  /** The files that are not a transcript of a conversation in a database. */
  List<Path> without(List<Path> transcripts) throws IOException {
    List<Path> others = new ArrayList<>(transcripts);
    for (Path file : others.isEmpty() ? List.<Path>of() : databases) {
      if (Files.isRegularFile(file)) {
        remove(file, others);
      }
    }
    return others;
  }

  private static void remove(Path database, List<Path> transcripts) {
    try (ForeignDatabase db = ForeignDatabase.open(database)) {
      if (!db.has("cursorDiskKV", "key", "value")) {
        return;
      }
      List<Path> known = new ArrayList<>();
      for (Path transcript : transcripts) {
        String bubbles =
            "bubbleId:" + transcript.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        if (!db.rows(
                "SELECT 1 FROM cursorDiskKV WHERE key >= ? AND key < ? LIMIT 1",
                bubbles + ":",
                bubbles + ";")
            .isEmpty()) {
          known.add(transcript);
        }
      }
      transcripts.removeAll(known);
    } catch (IOException e) {
      // CursorDatabase says what is wrong with it; the transcripts are read.
    }
  }
}
