package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Writes new files that only their owner can read: complete, or not at all. */
public final class NewFile {

  private NewFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  public interface Writer {
    /** Writes, and returns how much, in a unit of its own. */
    long write(Path file) throws SQLException, IOException;
  }

  /**
   * Writes a file under a temporary name beside its place, and moves it there.
   *
   * @param file the file, which must not exist
   * @param writer writes the content; may leave a database's files beside it
   * @return what the writer returns
   * @throws FileAlreadyExistsException if the file exists
   * @throws NotDirectoryException if its folder does not exist
   * @throws SQLException if the writer fails; the file does not exist then
   * @throws IOException if the file cannot be created
   */
  public static long write(Path file, Writer writer) throws SQLException, IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "already exists; choose another file name");
    }
    Path folder = target.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    SqliteFiles.delete(part);
    PrivateFiles.createNew(part);
    try {
      long written = writer.write(part);
      DurableFiles.moveToNewPlace(part, target);
      return written;
    } finally {
      SqliteFiles.delete(part);
    }
  }
}
