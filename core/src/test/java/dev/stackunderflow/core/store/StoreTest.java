package dev.stackunderflow.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

  @TempDir Path folder;

  @Test
  void aNewStoreIsOursAndPrivate() throws Exception {
    Path file = folder.resolve("home/store.db");
    try (Store store = Store.open(file)) {
      assertThat(store.isForeign()).isFalse();
      assertThat(Sqlite.number(store.connection(), "PRAGMA application_id"))
          .isEqualTo(Store.APPLICATION_ID);
      assertThat(Sqlite.number(store.connection(), "PRAGMA user_version")).isEqualTo(25);
      assertThat(store.syncState()).isEmpty();
    }
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(Files.getPosixFilePermissions(file.getParent())).hasSize(3);
  }
}
