package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.replica.DevicePlaces;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.store.Folder;
import dev.stackunderflow.core.store.Folders;
import dev.stackunderflow.core.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The home folders of all devices, and the folders there that are in a repository with a name.
 * Devices have their catalog numbers; this one has 0.
 */
public final class Places {

  /** Nothing is known of any device. */
  public static final Places NONE = new Places(Map.of(), Map.of());

  private final Map<Long, String> homes;
  private final Map<Long, Map<String, Folder>> folders;

  private Places(Map<Long, String> homes, Map<Long, Map<String, Folder>> folders) {
    this.homes = homes;
    this.folders = folders;
  }

  /**
   * Reads what is known now.
   *
   * @param home this machine's
   * @param replica null where sync is not set up
   * @param catalog has the repositories that logs name: for folders of which nothing else is known
   */
  public static Places read(Home home, Store store, @Nullable Replica replica, Connection catalog)
      throws SQLException {
    Map<Long, String> homes = new HashMap<>();
    Map<Long, Map<String, Folder>> folders = new HashMap<>();
    if (replica != null) {
      var devices = new DevicePlaces(replica);
      homes.putAll(devices.homes());
      folders.putAll(devices.folders());
    }
    homes.put(0L, home.user().toString());
    Map<String, Folder> own = new HashMap<>();
    new Folders(store).all().forEach(folder -> own.put(folder.path(), folder));
    folders.put(0L, own);
    addStated(catalog, folders);
    return new Places(homes, folders);
  }

  private static void addStated(Connection catalog, Map<Long, Map<String, Folder>> folders)
      throws SQLException {
    try (PreparedStatement select =
            catalog.prepareStatement(
                """
                SELECT source, path, remote FROM project
                WHERE remote IS NOT NULL AND path IS NOT NULL ORDER BY remote_ts DESC, remote DESC
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        var folder = new Folder(row.getString(2), row.getString(3), "", false);
        folders
            .computeIfAbsent(row.getLong(1), _ -> new HashMap<>())
            .putIfAbsent(folder.path(), folder);
      }
    }
  }

  /** A device's home folder; empty where it is not known. */
  public String home(long source) {
    return homes.getOrDefault(source, "");
  }

  /** What a folder of a device is in; null where that has no name. */
  public @Nullable Folder folder(long source, @Nullable String path) {
    return path == null ? null : folders.getOrDefault(source, Map.of()).get(path);
  }

  /** The folders of this machine that are in a repository with a name. */
  public Collection<Folder> here() {
    return folders.getOrDefault(0L, Map.of()).values();
  }
}
