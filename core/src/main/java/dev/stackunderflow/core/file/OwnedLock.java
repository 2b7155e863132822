package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that one process holds at a time and that names its owner. The operating system
 * releases the lock when the process ends, in whatever way.
 */
public final class OwnedLock implements AutoCloseable {

  private final FileChannel channel;

  private OwnedLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, unless another process or thread holds it.
   *
   * @param file the lock file; created where missing, never deleted
   * @return the lock, the caller's to close; empty where another owner holds it
   * @throws IOException if the file cannot be created
   */
  public static Optional<OwnedLock> take(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      PrivateFiles.createFolder(folder);
    }
    PrivateFiles.createFile(file);
    byte[] owner = self().getBytes(StandardCharsets.UTF_8); // before: it may read files
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    OwnedLock taken = null;
    try {
      if (tryLock(channel) != null) {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner), 0);
        taken = new OwnedLock(channel);
      }
    } finally {
      if (taken == null) {
        channel.close();
      }
    }
    return Optional.ofNullable(taken);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by another thread of this process
    }
  }

  private static String self() {
    return "process "
        + ProcessHandle.current().pid()
        + ThisProcess.startedAt()
            .map(start -> ", started " + start.truncatedTo(ChronoUnit.SECONDS))
            .orElse("");
  }

  /**
   * The last owner of the lock, such as {@code process 4711, started 2026-11-23T18:06:41Z}; empty
   * for the moment in which one that has taken it writes its name.
   *
   * @param file the lock's file
   * @throws IOException if it cannot be read
   */
  public static String owner(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  /** When the lock was last taken; empty where it never was. */
  public static Optional<Instant> takenAt(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.of(Files.getLastModifiedTime(file).toInstant())
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
