package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Names a store as a push has scanned it: its identity, and the last row that was scanned. A store
 * that was restored from a backup has the same identity and, once it has grown again, another row
 * there: its row ids mean something else.
 */
public final class StoreMark {

  private static final String SEPARATOR = "#";

  private StoreMark() {}

  /**
   * The mark of a scan.
   *
   * @param scannedId the highest row id that was scanned
   */
  public static String of(Store store, long scannedId) throws SQLException, IOException {
    String row = store.isForeign() ? "" : new StoreReader(store).place(scannedId).orElse("");
    return store.identity() + SEPARATOR + row;
  }

  /** Whether the last push scanned this store, so that the row ids are the same. */
  public static boolean isSame(Store store, OwnHead own) throws SQLException, IOException {
    String mark = own.storeIdentity();
    if (mark == null || !mark.startsWith(store.identity() + SEPARATOR)) {
      return false;
    }
    if (mark.equals(of(store, own.scannedId()))) {
      return true;
    }
    // A deleted row leaves its id unused. In a backup from before the row the id was never used.
    var reader = new StoreReader(store);
    return reader.place(own.scannedId()).isEmpty() && reader.lastId() >= own.scannedId();
  }
}
