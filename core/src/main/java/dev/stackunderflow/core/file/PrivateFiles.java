package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Files and folders that only their owner can read: mode 0600 and 0700 where the file system knows
 * modes.
 */
public final class PrivateFiles {

  private static final FileAttribute<?>[] NO_MODE = {};

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

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
   * Creates an empty file with mode 0600 in one step, so that nobody can put a file or a link of
   * their own in its place, as in {@code /tmp}.
   *
   * @param file the file, in a folder that exists
   * @throws FileAlreadyExistsException if there is something of that name
   * @throws IOException if it cannot be created
   */
  public static void createNew(Path file) throws IOException {
    Files.createFile(file, mode(file, "rw-------"));
  }

  /**
   * Takes the rights of all other users from the program's folder and the files that it made there.
   * Files of other names, and those of another owner, stay as they are.
   *
   * @param home the program's folder; nothing happens where it does not exist
   * @throws IOException if the folder cannot be read
   */
  public static void tighten(Home home) throws IOException {
    Path folder = home.folder();
    if (!Files.isDirectory(folder) || mode(folder, "rwx------").length == 0) {
      return;
    }
    tighten(folder);
    for (Path database : List.of(home.store(), home.catalog())) {
      for (Path file : SqliteFiles.all(database)) {
        tighten(file);
      }
    }
    for (Path own : List.of(home.syncFolder(), home.logs())) {
      if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
        FileWalk.all(own).forEach(PrivateFiles::tighten);
      }
    }
  }

  private static void tighten(Path path) {
    try {
      var view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      PosixFileAttributes now = view.readAttributes();
      Set<PosixFilePermission> tight = EnumSet.copyOf(OWNER);
      tight.retainAll(now.permissions());
      if (!now.isSymbolicLink() && tight.size() < now.permissions().size()) {
        view.setPermissions(tight);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return; // it is gone, or another user's: this user cannot change its mode
    }
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
    Path part = newPart(file);
    DurableFiles.write(part, bytes);
    DurableFiles.moveIntoPlace(part, file);
  }

  /**
   * Replaces a file's content in one step, as {@link #replace} does, but does not have the disk
   * keep it: for what says nothing any more after a power cut.
   *
   * @param file the file; its folder is created where it is missing
   * @param bytes the content
   * @throws IOException if it cannot be written; the old content stays
   */
  public static void replaceUnsynced(Path file, byte[] bytes) throws IOException {
    Path part = newPart(file);
    Files.write(part, bytes);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path newPart(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      createFolder(folder);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    createNew(part);
    return part;
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : NO_MODE;
  }
}
