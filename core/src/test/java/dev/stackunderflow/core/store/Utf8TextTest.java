package dev.stackunderflow.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8TextTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ä€😀", "a\0b", "\uFEFFx", "long ascii text"})
  void itIsTheSameHoweverItWasGiven(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8Text.of(text)).isEqualTo(Utf8Text.ofUtf8(utf8));
    assertThat(Utf8Text.of(text)).hasSameHashCodeAs(Utf8Text.ofUtf8(utf8));
    assertThat(Utf8Text.of(text).utf8()).isEqualTo(utf8);
    assertThat(Utf8Text.ofUtf8(utf8)).hasToString(text);
    assertThat(Utf8Text.of(text)).isNotEqualTo(Utf8Text.of(text + "."));
  }

  @Test
  void nothingIsAnEmptyText() {
    assertThat(Utf8Text.ofUtf8(null)).isEqualTo(Utf8Text.of(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ä€😀", "a\0b", "12", "x'00'"})
  void aDatabaseKeepsItAsText(String text) throws Exception {
    try (Connection db = Sqlite.inMemory()) {
      Sqlite.execute(db, "CREATE TABLE t (" + EventColumns.COLUMNS + ")");
      Event event =
          new Event(
              0, 1, "t", "user", null, 0, 0, 0, 0, text, text, text, 0, null, null, "", null, 0, 0);
      try (PreparedStatement insert = db.prepareStatement(EventColumns.insertInto("t"))) {
        EventColumns.bindWithoutId(insert, 1, event);
        insert.executeUpdate();
      }
      assertThat(Sqlite.text(db, "SELECT typeof(content_text) || typeof(raw_json) FROM t"))
          .isEqualTo("texttext");
      try (PreparedStatement select =
              db.prepareStatement("SELECT " + EventColumns.COLUMNS + " FROM t");
          ResultSet row = select.executeQuery()) {
        Event read = EventColumns.event(row);
        assertThat(read).isEqualTo(event);
        assertThat(read.contentText()).isEqualTo(text);
        assertThat(row.getString("tools_json")).isEqualTo(text);
        assertThat(read.rowDigest()).isEqualTo(event.rowDigest());
        assertThat(read.earlierRowDigest()).isEqualTo(event.earlierRowDigest());
        assertThat(read.contentDigest()).isEqualTo(event.contentDigest());
      }
    }
  }
}
