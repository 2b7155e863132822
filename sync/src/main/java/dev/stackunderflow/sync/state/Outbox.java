package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The encrypted bytes of segments that are not in the bucket yet: {@code sync/outbox/}. They are
 * sent as they are, because encrypting a second time would give other bytes.
 */
public final class Outbox {

  private final Path folder;
  private final Home home;

  /** The outbox of a home; the folder is created when it is needed. */
  public Outbox(Home home) {
    this.folder = home.syncFolder().resolve("outbox");
    this.home = home;
  }

  /** Writes a segment's bytes, on disk when this returns. */
  public void put(String segmentId, byte[] bytes) throws IOException {
    PrivateFiles.replace(file(segmentId), bytes);
  }

  /** Whether a segment's bytes are here. */
  public boolean has(String segmentId) {
    return Files.exists(file(segmentId));
  }

  /** A segment's bytes. */
  public byte[] get(String segmentId) throws IOException {
    return Files.readAllBytes(file(segmentId));
  }

  /**
   * Removes the bytes of segments that were sent; absent ones are fine. The ledger's rows that say
   * so are on the disk before: after a power cut no row may wait whose file is gone.
   */
  public void remove(Collection<String> segmentIds) throws IOException {
    removeFiles(segmentIds.stream().map(this::file).toList());
  }

  /**
   * Removes files that no waiting row of the ledger names: they were sent, or left by a crash
   * between the file and its row.
   */
  public void removeOthers(Set<String> segmentIds) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".age")
            || !segmentIds.contains(name.substring(0, name.length() - ".age".length()))) {
          others.add(file);
        }
      }
    }
    removeFiles(others);
  }

  private void removeFiles(List<Path> files) throws IOException {
    if (!files.isEmpty()) {
      DurableFiles.syncDatabases(home);
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private Path file(String segmentId) {
    return folder.resolve(segmentId + ".age");
  }
}
