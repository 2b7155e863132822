package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.Home;
import dev.stackunderflow.sync.SyncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One sync of a home at a time. The operating system releases the lock with the process that holds
 * it, however that ends.
 */
public final class SyncLock implements AutoCloseable {

  private final FileChannel channel;

  private SyncLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param home where the files are
   * @return the lock, the caller's to close
   * @throws SyncException.Busy if another process has it
   * @throws IOException if the lock file can't be made
   */
  public static SyncLock take(Home home) throws IOException, SyncException {
    Path file = Home.privateFolder(home.syncFolder()).resolve("lock");
    Home.privateFile(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new SyncException.Busy(
            "Another sync of this store is running ("
                + Files.readString(file).strip()
                + "). Nothing was changed. Try again when it is done.");
      }
      channel.truncate(0);
      String owner = "process " + ProcessHandle.current().pid();
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
      return new SyncLock(channel);
    } catch (SyncException | IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by another thread of this process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
