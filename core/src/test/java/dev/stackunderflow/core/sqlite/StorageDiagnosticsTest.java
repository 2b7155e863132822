package dev.stackunderflow.core.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class StorageDiagnosticsTest {

  @TempDir Path folder;

  @Test
  void aFullDatabaseAndAFullDiskAreAFullDisk() throws Exception {
    try (Connection db = Sqlite.open(folder.resolve("a.db"))) {
      Sqlite.execute(db, "CREATE TABLE t (x)");
      Sqlite.execute(db, "PRAGMA max_page_count = 3");
      Throwable full =
          catchThrowable(() -> Sqlite.execute(db, "INSERT INTO t VALUES (zeroblob(100000))"));
      assertThat(StorageDiagnostics.words(full, folder).orElseThrow())
          .startsWith("The disk is full")
          .contains("Nothing is lost");
    }
    var wrapped =
        new IOException("a segment could not be made", new IOException("No space left on device"));
    assertThat(StorageDiagnostics.words(wrapped, folder).orElseThrow())
        .startsWith("The disk is full");
  }

  @Test
  void whatCantBeWrittenAndWhatIsDamagedAreSaid() throws Exception {
    Path file = folder.resolve("b.db");
    Sqlite.open(file).close();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro")) {
      Throwable readOnly = catchThrowable(() -> Sqlite.execute(db, "CREATE TABLE t (x)"));
      assertThat(StorageDiagnostics.words(readOnly, folder).orElseThrow())
          .startsWith("Cannot write in " + folder)
          .contains("Nothing was changed");
    }
    Files.writeString(file, "no database at all, but long enough to be looked at".repeat(50));
    Throwable damaged = catchThrowable(() -> Sqlite.open(file).close());
    assertThat(StorageDiagnostics.words(damaged, folder).orElseThrow()).contains("is damaged");
  }

  @Test
  void tooLittleMemoryIsSaid() {
    for (SQLException failure :
        List.of(
            new SQLException("Out of memory"),
            new SQLException("Failed to allocate java byte[]"),
            new SQLiteException("out of memory", SQLiteErrorCode.SQLITE_NOMEM))) {
      assertThat(StorageDiagnostics.words(new IOException(failure), folder).orElseThrow())
          .contains("not enough memory", "Nothing is lost", "-Xmx4g");
    }
  }

  @Test
  void whatIsNoTroubleOfTheFilesIsNotExplained() {
    assertThat(StorageDiagnostics.words(new IOException("the network is down"), folder)).isEmpty();
    assertThat(StorageDiagnostics.words(new ReadOnlyFileSystemException(), folder)).isEmpty();
  }

  @Test
  void aDriveWithoutLocksIsNamedAsTheCause() throws Exception {
    String advice = "Set STACKUNDERFLOW_HOME to a folder on a local drive";
    for (SQLiteErrorCode code :
        List.of(SQLiteErrorCode.SQLITE_PROTOCOL, SQLiteErrorCode.SQLITE_IOERR_SHMMAP)) {
      assertThat(StorageDiagnostics.words(new SQLiteException("x", code), folder).orElseThrow())
          .startsWith(folder + " is on a drive without file locks")
          .contains("Nothing was changed", advice);
    }
    var busy = new SQLiteException("x", SQLiteErrorCode.SQLITE_BUSY);
    assertThat(StorageDiagnostics.words(busy, folder, _ -> false).orElseThrow()).contains(advice);
    assertThat(StorageDiagnostics.words(busy, folder).orElseThrow()).startsWith("Another program");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    assertThat(
            StorageDiagnostics.words(new IOException("No locks available"), folder).orElseThrow())
        .contains(advice);
  }
}
