package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** A new file that only its owner can read: it is there whole, or not at all. */
public final class NewFile {

  private NewFile() {}

  /** Writes to a file. */
  @FunctionalInterface
  public interface Writer {
    /** Writes; returns how much, in whatever unit. */
    long write(Path file) throws SQLException, IOException;
  }

  /**
   * Has a file written beside its place, and moves it there.
   *
   * @param file where nothing is
   * @param writer writes it
   * @return what the writer returns
   * @throws FileAlreadyExistsException if something is there
   * @throws SQLException if the writer fails; nothing is there then
   * @throws IOException if the file can't be made
   */
  public static long write(Path file, Writer writer) throws SQLException, IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "it is there already; name a new file");
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    delete(part);
    Home.privateFile(part);
    try {
      long written = writer.write(part);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return written;
    } finally {
      delete(part);
    }
  }

  private static void delete(Path part) throws IOException {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(part + suffix));
    }
  }
}
