package dev.stackunderflow.core.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFileTest {

  @TempDir Path folder;

  private long marks(Connection db) throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM mark WHERE name = 'mine'");
  }

  private Path withMark() throws Exception {
    Path file = folder.resolve("catalog.db");
    try (Connection db = CatalogFile.open(file)) {
      Sqlite.execute(db, "INSERT INTO mark (name, value) VALUES ('mine', '1')");
    }
    return file;
  }

  @Test
  void aCatalogOfThisLayoutIsKept() throws Exception {
    try (Connection db = CatalogFile.open(withMark())) {
      assertThat(marks(db)).isEqualTo(1);
    }
  }

  @Test
  void aDamagedCatalogIsRebuilt() throws Exception {
    Path file = withMark();
    Files.writeString(file, "not a database, but long enough to be read as one. ".repeat(200));
    try (Connection db = CatalogFile.open(file)) {
      assertThat(marks(db)).isZero();
    }
  }

  @Test
  void aCatalogOfAnotherLayoutIsRebuilt() throws Exception {
    Path file = withMark();
    try (Connection db = Sqlite.open(file)) {
      Sqlite.execute(db, "PRAGMA user_version = 99999");
    }
    try (Connection db = CatalogFile.open(file)) {
      assertThat(marks(db)).isZero();
    }
  }

  @Test
  void aCatalogThatCannotBeOpenedIsNotDeleted() throws Exception {
    Path file = Files.createDirectory(folder.resolve("catalog.db"));
    assertThatThrownBy(() -> CatalogFile.open(file)).isInstanceOf(SQLException.class);
    assertThat(file).isDirectory();
  }

  @Test
  void aDamagedCatalogThatIsOpenElsewhereIsNotDeleted() throws Exception {
    Path file = withMark();
    try (Connection other = CatalogFile.open(file)) {
      assertThat(marks(other)).isEqualTo(1);
      byte[] bytes = Files.readAllBytes(file);
      Arrays.fill(bytes, 100, 4096, (byte) 7); // the schema's page, behind the header
      Files.write(file, bytes);
      assertThatThrownBy(() -> CatalogFile.open(file)).isInstanceOf(SQLException.class);
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
    try (Connection db = CatalogFile.open(file)) {
      assertThat(marks(db)).isZero();
    }
  }

  @Test
  void aCatalogOfAnotherLayoutIsEmptiedInPlaceWhileItIsOpenElsewhere() throws Exception {
    Path file = withMark();
    try (Connection other = Sqlite.open(file)) {
      Sqlite.execute(other, "PRAGMA user_version = 99999");
      Object before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      try (Connection db = CatalogFile.open(file)) {
        assertThat(marks(db)).isZero();
      }
      assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey()).isEqualTo(before);
      assertThat(marks(other)).isZero();
    }
  }

  @Test
  void aClearedCatalogHoldsNoByteOfWhatItHeld() throws Exception {
    Path file = withMark();
    try (Connection db = CatalogFile.open(file)) {
      Sqlite.execute(db, "INSERT INTO search (rowid, text) VALUES (1, 'verysecretword')");
      Sqlite.execute(db, "INSERT INTO mark (name, value) VALUES ('other', 'verysecretword')");
    }
    CatalogFile.clear(file);
    for (Path each : SqliteFiles.all(file)) {
      if (Files.exists(each)) {
        assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
            .doesNotContain("verysecretword");
      }
    }
    try (Connection db = CatalogFile.open(file)) {
      assertThat(marks(db)).isZero();
    }
  }

  @Test
  void aTemporaryCatalogIsEmpty() throws Exception {
    try (Connection db = CatalogFile.temporary()) {
      assertThat(marks(db)).isZero();
    }
  }
}
