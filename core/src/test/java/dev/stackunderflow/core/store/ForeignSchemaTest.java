package dev.stackunderflow.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of the Python tool's older versions are read with what they have. */
class ForeignSchemaTest {

  @TempDir Path home;

  private Home folder() {
    return Home.of(Map.of("HOME", home.toString()));
  }

  /** As the first released version made it: without {@code speed}, and the path left empty. */
  private void schema1(String messageColumns) throws Exception {
    try (Connection db = Sqlite.open(folder().store())) {
      Sqlite.execute(
          db,
          """
          CREATE TABLE projects (id INTEGER PRIMARY KEY, provider TEXT NOT NULL,
            slug TEXT NOT NULL, path TEXT, display_name TEXT NOT NULL, first_seen REAL NOT NULL,
            last_modified REAL NOT NULL, UNIQUE (provider, slug))
          """);
      Sqlite.execute(
          db,
          """
          CREATE TABLE sessions (id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL,
            session_id TEXT NOT NULL, first_ts TEXT, last_ts TEXT,
            message_count INTEGER NOT NULL DEFAULT 0, UNIQUE (project_id, session_id))
          """);
      Sqlite.execute(
          db,
          "CREATE TABLE messages (id INTEGER PRIMARY KEY, session_fk INTEGER NOT NULL,"
              + " seq INTEGER NOT NULL, timestamp TEXT NOT NULL, role TEXT NOT NULL"
              + messageColumns
              + ", UNIQUE (session_fk, seq))");
      Sqlite.execute(
          db, "INSERT INTO projects VALUES (1, 'claude', '-home-me-app', '', 'app', 1, 2)");
      Sqlite.execute(db, "INSERT INTO sessions VALUES (1, 1, 's', NULL, NULL, 1)");
    }
  }

  @Test
  void whatAnOlderSchemaLacksHasADefaultAndTheFolderComesFromTheLines() throws Exception {
    schema1(
        ", model TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_create_tokens INTEGER,"
            + " cache_read_tokens INTEGER, content_text TEXT, tools_json TEXT, raw_json TEXT,"
            + " is_sidechain INTEGER, uuid TEXT, parent_uuid TEXT");
    try (Connection db = Sqlite.openAsIs(folder().store())) {
      Sqlite.update(
          db,
          """
          INSERT INTO messages VALUES (1, 1, 0, '2026-11-01T00:00:00Z', 'assistant', 'm', 1, 2, 3,
            4, 'hello', '[]', '{"cwd":"/home/me/app","requestId":"r","message":{"id":"x"}}', 0, 'u', NULL)
          """);
    }
    try (Store store = Store.open(folder().store())) {
      assertThat(store.isForeign()).isTrue();
      List<Event> events = new ArrayList<>();
      var reader = new StoreReader(store);
      reader.read(1, 0, events::add);
      assertThat(events)
          .singleElement()
          .extracting(Event::speed, Event::outputTokens, Event::flags)
          .containsExactly("standard", 2L, 0L);
      assertThat(reader.session(1).path()).isEqualTo("/home/me/app");
      try (Catalog catalog = Catalog.open(folder(), store)) {
        assertThat(catalog.report(new DeviceFilter.All()).total().tokens().output()).isEqualTo(2);
        assertThat(catalog.show("s", new DeviceFilter.All()).getFirst().events()).hasSize(1);
        assertThat(catalog.projects(new DeviceFilter.All()))
            .extracting(ProjectView::path)
            .containsExactly("/home/me/app");
      }
    }
  }

  @Test
  void aSchemaThatCannotBeReadIsRefusedWithTheMissingColumn() throws Exception {
    schema1(", content_text TEXT");
    assertThatThrownBy(() -> Store.open(folder().store()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("table messages has no column raw_json")
        .hasMessageContaining("Nothing was changed");
  }

  @Test
  void textsInUtf16AreRefused() throws Exception {
    Path file = home.resolve("utf16.db");
    try (Connection db = Sqlite.openAsIs(file)) {
      Sqlite.execute(db, "PRAGMA encoding = 'UTF-16le'");
      Sqlite.execute(db, "CREATE TABLE projects (id, provider, slug)");
    }
    assertThatThrownBy(() -> Store.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("UTF-16")
        .hasMessageContaining("Nothing was changed");
  }
}
