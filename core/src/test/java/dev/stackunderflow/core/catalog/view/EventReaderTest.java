package dev.stackunderflow.core.catalog.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.EventReader.Place;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.EventColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private Connection db;

  @BeforeEach
  void create() throws Exception {
    db = Sqlite.inMemory();
    Sqlite.execute(db, "ATTACH ':memory:' AS replica");
    for (String table : List.of("messages", "replica.event")) {
      Sqlite.execute(
          db,
          "CREATE TABLE "
              + table
              + " ("
              + EventColumns.COLUMNS.replaceFirst("id", "id INTEGER PRIMARY KEY")
              + ")");
    }
  }

  @AfterEach
  void close() throws Exception {
    db.close();
  }

  private void write(String table, long... ids) throws SQLException {
    for (long id : ids) {
      Sqlite.update(
          db,
          "INSERT INTO "
              + table
              + " VALUES (?, ?, '2026-11-27T12:00:00Z', 'user', NULL, 0, 0, 0, 0, ?, '[]', '{}', 0,"
              + " NULL, NULL, 'standard', NULL, 0, 0)",
          id,
          id,
          table + " " + id);
    }
  }

  private List<String> read(Place... places) throws Exception {
    List<String> texts = new ArrayList<>();
    try (var reader = EventReader.attached(db, List.of("messages"), true)) {
      reader.read(List.of(places), event -> texts.add(event.contentText()));
    }
    return texts;
  }

  private static Place[] stored(long... ids) {
    return Arrays.stream(ids).mapToObj(id -> new Place(0, id)).toArray(Place[]::new);
  }

  @Test
  void readsInTheOrderOfThePlacesAndOnlyThose() throws Exception {
    write("messages", 1, 2, 3, 4, 5, 6, 7, 8, 100, 101);
    assertThat(read(stored(2, 3, 5, 8, 100, 101, 1)))
        .containsExactly(
            "messages 2",
            "messages 3",
            "messages 5",
            "messages 8",
            "messages 100",
            "messages 101",
            "messages 1");
  }

  @Test
  void lostEventsAndThoseOfOtherDevicesAreInTheReplica() throws Exception {
    write("messages", 1, 2, 3, 4);
    write("replica.event", 1, 2, 3, 4, 5);
    assertThat(
            read(
                new Place(0, 1),
                new Place(0, 2),
                new Place(0, -3),
                new Place(0, -4),
                new Place(7, 5),
                new Place(8, 1),
                new Place(0, 3)))
        .containsExactly(
            "messages 1",
            "messages 2",
            "replica.event 3",
            "replica.event 4",
            "replica.event 5",
            "replica.event 1",
            "messages 3");
  }

  @Test
  void anEventThatIsGoneIsToldAndNotTakenForAnother() throws Exception {
    write("messages", 1, 2, 3, 5, 6);
    assertThatThrownBy(() -> read(stored(1, 2, 3, 4, 5, 6)))
        .hasMessageContaining("an event was deleted while it was being read");
    assertThatThrownBy(() -> read(stored(3, 5, 6, 7)))
        .hasMessageContaining("an event was deleted while it was being read");
    assertThatThrownBy(() -> read(stored(9)))
        .hasMessageContaining("an event was deleted while it was being read");
  }

  @Test
  void readsWhatOneByOneGivesForAnyPlaces() throws Exception {
    var random = new Random(5);
    for (long id = 1; id <= 60; id++) {
      if (random.nextInt(4) > 0) {
        write("messages", id);
        write("replica.event", id);
      }
    }
    try (var reader = EventReader.attached(db, List.of("messages"), true)) {
      for (int round = 0; round < 200; round++) {
        List<Place> places = new ArrayList<>();
        List<String> oneByOne = new ArrayList<>();
        long id = random.nextLong(1, 21);
        while (id <= 60) {
          var place = new Place(random.nextInt(8) / 7, random.nextInt(9) == 0 ? -id : id);
          try {
            oneByOne.add(reader.read(place.source(), place.eventId()).contentText());
            places.add(place);
          } catch (SQLException e) {
            // not there
          }
          id += random.nextLong(12) - 1;
          id = Math.max(id, 1);
        }
        List<String> together = new ArrayList<>();
        reader.read(places, event -> together.add(event.contentText()));
        assertThat(together).isEqualTo(oneByOne);
      }
    }
  }
}
