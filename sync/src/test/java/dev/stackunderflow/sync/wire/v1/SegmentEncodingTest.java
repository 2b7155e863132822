package dev.stackunderflow.sync.wire.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.wire.WireException;
import java.sql.Connection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of a segment are read as the bytes that they have in it. */
class SegmentEncodingTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16le", "UTF-16be"})
  void aSegmentInUtf16IsRefused(String encoding) throws Exception {
    byte[] segment = segment(encoding);
    assertThatThrownBy(() -> SegmentReader.open(segment))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = "UTF-8")
  void theSameInUtf8IsRead(String encoding) throws Exception {
    try (SegmentReader reader = SegmentReader.open(segment(encoding))) {
      assertThat(reader.sessions()).isEmpty();
    }
  }

  private static byte[] segment(String encoding) throws Exception {
    try (Connection db = Sqlite.inMemory()) {
      Sqlite.execute(db, "PRAGMA encoding = '" + encoding + "'");
      Sqlite.execute(db, "PRAGMA page_size = " + SegmentWriter.PAGE_BYTES);
      Sqlite.execute(db, "PRAGMA application_id = " + SegmentWriter.APPLICATION_ID);
      Sqlite.execute(db, "PRAGMA user_version = " + SegmentWriter.VERSION);
      Sqlite.script(db, SegmentDatabase.class, "segment.sql");
      return SegmentDatabase.bytes(db);
    }
  }
}
