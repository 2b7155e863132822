package dev.stackunderflow.core.catalog.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceResolverTest {

  private Connection db;

  @BeforeEach
  void devices() throws Exception {
    db = DriverManager.getConnection("jdbc:sqlite::memory:");
    Sqlite.execute(db, "CREATE TABLE device (source, device_id, label)");
    Sqlite.execute(
        db,
        """
        INSERT INTO device VALUES (0, '11112222-a', 'laptop'), (1, '11113333-b', 'desk'),
          (2, '44445555-c', 'desk'), (3, '66667777-d', '1111'),
          (4, '88889999-e', 'phone (88889999)'), (5, '9999aaaa-f', 'phone (9999aaaa)')
        """);
  }

  @AfterEach
  void close() throws Exception {
    db.close();
  }

  private long source(String idOrLabel) throws Exception {
    return DeviceResolver.source(db, "device", DeviceFilter.parse(idOrLabel)).orElse(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "all, -1",
    "this, 0",
    "laptop, 0",
    "11113333-b, 1",
    "4444, 2",
    "66667777, 3",
    "phone (88889999), 4"
  })
  void aDeviceIsFoundByItsIdLabelOrThePrefixOfItsId(String name, long source) throws Exception {
    assertThat(source(name)).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource({
    "desk, Several devices match desk",
    "1111, Several devices match 1111",
    "phone, Several devices match phone",
    "444,  No device matches 444",
    "none, No device matches none",
  })
  void anythingElseIsRejectedWithTheKnownDevices(String name, String message) {
    assertThatThrownBy(() -> source(name))
        .isInstanceOf(UnknownDeviceException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("laptop  11112222-a");
  }

  @Test
  void aLabelIsBoundAndNeverRunAsSql() {
    assertThatThrownBy(() -> source("'; DROP TABLE device; --"))
        .isInstanceOf(UnknownDeviceException.class);
    assertThat(db).isNotNull();
  }
}
