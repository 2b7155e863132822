package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Puts whole files in place so that they survive a power cut: the content is on the disk before the
 * file gets its name, and the name is on the disk when the call returns.
 */
public final class DurableFiles {

  private DurableFiles() {}

  /**
   * Writes the bytes to an existing file and has the disk keep them.
   *
   * @throws IOException if they cannot be written
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }

  /**
   * Moves a finished file into its place, in one step, and replaces what is there.
   *
   * @param part the finished file, in the target's folder
   * @param target its place
   * @throws IOException if it cannot be moved; the target is as before
   */
  public static void moveIntoPlace(Path part, Path target) throws IOException {
    sync(part);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolderOf(target);
  }

  /**
   * Moves a finished file to a place that is free, in one step.
   *
   * @param part the finished file, in the target's folder
   * @param target its place
   * @throws FileAlreadyExistsException if there is something at that place; it is as before
   * @throws IOException if it cannot be moved
   */
  public static void moveToNewPlace(Path part, Path target) throws IOException {
    sync(part);
    try {
      Files.createLink(target, part); // unlike a rename it never replaces a file
      Files.delete(part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      Files.move(part, target); // a file system without links
    }
    syncFolderOf(target);
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void syncFolderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      syncFolder(folder);
    }
  }

  /**
   * Has the disk keep everything that was committed to an SQLite database in WAL mode. Touches the
   * log only: closing another handle of the database itself would release SQLite's locks on it.
   *
   * @param database the database; without a log beside it nothing is done
   */
  public static void syncWriteAheadLog(Path database) throws IOException {
    Path log = Path.of(database + "-wal");
    if (Files.exists(log)) {
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Path folder = log.toAbsolutePath().getParent();
      if (folder != null) {
        syncFolder(folder);
      }
    }
  }

  /**
   * Has the disk keep everything that was committed to the store and the replica; the store first,
   * because the replica names rows of it.
   */
  public static void syncDatabases(Home home) throws IOException {
    syncWriteAheadLog(home.store());
    syncWriteAheadLog(home.replica());
  }

  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows and some network drives cannot open a folder. The rename is still atomic; only the
      // moment at which it reaches the disk is up to the system.
      return;
    }
  }
}
