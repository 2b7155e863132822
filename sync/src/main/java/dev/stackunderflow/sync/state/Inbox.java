package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The encrypted bytes of segments that are fetched and not imported yet: {@code sync/inbox/}. An
 * interrupted pull does not fetch them again.
 */
public final class Inbox {

  private final Path folder;

  /** The inbox of a home; the folder is created when it is needed. */
  public Inbox(Home home) {
    this.folder = home.syncFolder().resolve("inbox");
  }

  /** Writes a segment's bytes. */
  public void put(String segmentId, byte[] bytes) throws IOException {
    PrivateFiles.replace(file(segmentId), bytes);
  }

  /** A segment's bytes as they were written; the caller checks them against the head. */
  public Optional<byte[]> get(String segmentId) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(segmentId)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Removes everything: all of it is imported. */
  public void clear() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private Path file(String segmentId) {
    return folder.resolve(segmentId + ".age");
  }
}
