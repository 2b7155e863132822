package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of a forgotten session is left in any file of the program's folders. */
class ForgottenBytesIT extends TwoMachines {

  private static final String WORD = "heliotrope";

  /** Rows that grow are moved to other pages, and their old bytes stay in the first ones. */
  private static void moveRows(Path database, String table) throws Exception {
    try (Connection db = Sqlite.open(database)) {
      for (int i = 0; i < 6; i++) {
        Sqlite.execute(
            db,
            "UPDATE " + table + " SET speed = speed || '" + "x".repeat(300) + "' WHERE id % 2 = 0");
      }
      Sqlite.execute(db, "UPDATE " + table + " SET speed = 'standard'");
    }
  }

  private static List<String> filesWithTheWord(Machine machine) throws Exception {
    return files(machine).entrySet().stream()
        .filter(f -> new String(f.getValue(), StandardCharsets.ISO_8859_1).contains(WORD))
        .map(f -> f.getKey())
        .toList();
  }

  @Test
  void bytesOfForgottenRowsThatWereMovedAreGone() throws Exception {
    for (int i = 0; i < 40; i++) {
      a.append("-p", "gone", Lines.user("g" + i, Lines.at(i), WORD + " " + "y".repeat(10 * i)));
      a.append("-p", "kept", Lines.user("k" + i, Lines.at(i), "kept " + i));
    }
    a.ingest();
    moveRows(a.home().store(), "messages");
    a.push();
    b.pull();
    moveRows(b.home().replica(), "event");
    byte[] before = b.view(Catalog::fingerprint);
    assertThat(filesWithTheWord(b)).isNotEmpty();

    b.sync().forget(new ForgetRequest.OfSession("gone", b.clock().instant()), Progress.NONE);
    a.pull();

    Files.delete(a.log("-p", "gone"));
    assertThat(filesWithTheWord(a)).isEmpty();
    assertThat(filesWithTheWord(b)).isEmpty();
    assertThat(b.view(Catalog::fingerprint)).isNotEqualTo(before);
    assertThat(WorldView.of(b)).hasSize(40);
    assertThat(WorldView.of(a)).hasSize(40);
  }
}
