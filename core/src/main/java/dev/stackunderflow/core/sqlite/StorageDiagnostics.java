package dev.stackunderflow.core.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Explains storage failures on this machine: disk full, not writable, busy, damaged. */
public final class StorageDiagnostics {

  /** With less free space than this, SQLite's "I/O error" means that the disk is full. */
  private static final long NO_ROOM_BYTES = 1 << 20;

  private static final int PRIMARY_CODE = 0xff;

  private StorageDiagnostics() {}

  /**
   * Explains a failure of the file system or of a database.
   *
   * @param failure the failure; its causes are examined too
   * @param folder the program's folder
   * @return what happened, what is safe and what to do next; empty where the cause is something
   *     else
   */
  public static Optional<String> words(Throwable failure, Path folder) {
    return words(failure, folder, StorageDiagnostics::canLock);
  }

  /** Whether the content of a database is damaged, and not the disk full, read-only or in use. */
  public static boolean isDamage(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && Sqlite.isDamage(sql)) {
        return true;
      }
    }
    return false;
  }

  static Optional<String> words(Throwable failure, Path folder, Predicate<Path> canLock) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLiteException sqlite) {
        return Optional.of(database(sqlite, folder, canLock));
      }
      if (e instanceof SQLException && isAboutMemory(String.valueOf(e.getMessage()))) {
        return Optional.of(noMemory());
      }
      if (e instanceof IOException && isAboutRoom(String.valueOf(e.getMessage()))) {
        return Optional.of(full(folder));
      }
      if (e instanceof IOException && isAboutLocks(String.valueOf(e.getMessage()))) {
        return Optional.of(noLocks(folder));
      }
      if (e instanceof FileSystemException file) {
        return Optional.of(
            "Could not use "
                + file.getFile()
                + (file.getReason() == null ? "" : " (" + file.getReason() + ")")
                + ". Nothing is lost. Check that the folder is yours and that its disk is writable.");
      }
    }
    return Optional.empty();
  }

  /** What to tell the user where the heap is too small. */
  public static String noMemory() {
    return "There is not enough memory. Nothing is lost: every write is all or nothing. Allow more and"
        + " run the command again: JAVA_TOOL_OPTIONS=-Xmx4g stackunderflow …";
  }

  /** How the driver, not SQLite, says that an array does not fit into the heap. */
  private static boolean isAboutMemory(String message) {
    return message.equals("Out of memory") || message.startsWith("Failed to allocate");
  }

  private static boolean isAboutRoom(String message) {
    return message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("not enough space on the disk");
  }

  /** What Java says where {@code fcntl} answers ENOLCK, ENOSYS or EOPNOTSUPP. */
  private static boolean isAboutLocks(String message) {
    return message.contains("No locks available")
        || message.contains("Function not implemented")
        || message.contains("Operation not supported");
  }

  /** Whether a file in the folder can be locked; true where that cannot be tried. */
  private static boolean canLock(Path folder) {
    Path probe = null;
    try {
      probe = Files.createTempFile(folder, ".lock", ".probe");
      try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
        return channel.tryLock() != null;
      }
    } catch (IOException e) {
      return probe == null || !isAboutLocks(String.valueOf(e.getMessage()));
    } finally {
      deleteQuietly(probe);
    }
  }

  private static void deleteQuietly(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // an empty file stays behind; the failure being explained matters more
    }
  }

  private static String noLocks(Path folder) {
    return folder
        + " is on a drive without file locks, such as a network drive, and databases there could be"
        + " damaged. Nothing was changed. Set STACKUNDERFLOW_HOME to a folder on a local drive.";
  }

  private static String full(Path folder) {
    return "The disk is full: "
        + folder
        + " could not be written completely. Nothing is lost. Free some space and run the command again.";
  }

  private static String notWritable(Path folder) {
    return "Cannot write in "
        + folder
        + ". Nothing was changed, and nothing is lost. Check that the folder is yours and"
        + " that its disk is writable. Even commands that only show data keep an index there.";
  }

  private static String database(SQLiteException e, Path folder, Predicate<Path> canLock) {
    switch (e.getResultCode()) {
      case SQLITE_PROTOCOL,
          SQLITE_IOERR_LOCK,
          SQLITE_IOERR_RDLOCK,
          SQLITE_IOERR_SHMLOCK,
          SQLITE_IOERR_SHMMAP -> {
        return noLocks(folder);
      }
      default -> {}
    }
    return switch (SQLiteErrorCode.getErrorCode(e.getResultCode().code & PRIMARY_CODE)) {
      case SQLITE_FULL -> full(folder);
      case SQLITE_IOERR ->
          hasRoom(folder)
              ? "The disk failed (" + e.getMessage() + ") in " + folder + ". Check the disk."
              : full(folder);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          !canLock.test(folder)
              ? noLocks(folder)
              : "Another program has been writing to a database in "
                  + folder
                  + " for a long time. Nothing was changed. Run the command again when it has finished.";
      case SQLITE_CANTOPEN -> hasRoom(folder) ? notWritable(folder) : full(folder);
      case SQLITE_READONLY, SQLITE_PERM -> notWritable(folder);
      case SQLITE_NOMEM -> noMemory();
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "A database is damaged in "
              + folder
              + " ("
              + e.getMessage()
              + "). Nothing was changed. A damaged sync/replica.db: 'stackunderflow sync now' sets it aside and rebuilds it from the bucket. A damaged store.db: move it away and run"
              + " ingest.";
      default -> "A database cannot be used in " + folder + " (" + e.getMessage() + ").";
    };
  }

  private static boolean hasRoom(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() >= NO_ROOM_BYTES;
    } catch (IOException e) {
      return true; // unknown: assume a failing disk
    }
  }
}
