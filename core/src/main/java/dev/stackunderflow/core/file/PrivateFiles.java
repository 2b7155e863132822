package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that only their owner can read: mode 0600 and 0700 where the file system knows
 * modes.
 */
public final class PrivateFiles {

  private static final FileAttribute<?>[] NO_MODE = {};

  private PrivateFiles() {}

  /**
   * Creates a folder with mode 0700, unless it exists. Missing parents get the system's default
   * mode.
   *
   * @return the same folder
   * @throws IOException if it cannot be created
   */
  public static Path createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path parent = folder.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(folder, mode(folder, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    return folder;
  }

  /**
   * Creates an empty file with mode 0600, unless it exists.
   *
   * @param file the file, in a folder that exists
   * @return the same file
   * @throws IOException if it cannot be created
   */
  public static Path createFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      try {
        Files.createFile(file, mode(file, "rw-------"));
      } catch (FileAlreadyExistsException e) {
        return file; // another process of this program created it just now
      }
    }
    return file;
  }

  /**
   * Replaces a file's content. After a crash or a power cut the file has the old content or the
   * new, never a part.
   *
   * @param file the file; its folder is created where it is missing
   * @param bytes the content
   * @throws IOException if it cannot be written; the old content stays
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      createFolder(folder);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    createFile(part);
    DurableFiles.write(part, bytes);
    DurableFiles.moveIntoPlace(part, file);
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : NO_MODE;
  }
}
