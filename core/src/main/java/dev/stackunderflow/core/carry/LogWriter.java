package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.carry.CarryPlan.Before;
import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Appends to a copy of a log, and moves the copy into the log's place in one step. */
final class LogWriter {

  private static final int BUFFER_BYTES = 64 * 1024;

  private LogWriter() {}

  /** Writes the missing lines. */
  @FunctionalInterface
  interface Lines {
    /** Writes the lines, each with its newline. */
    void write(OutputStream out) throws SQLException, IOException;
  }

  static void write(LogSource logs, LogFile file, Lines missing) throws SQLException, IOException {
    Path folder = Objects.requireNonNull(file.path().getParent());
    PrivateFiles.createFolder(folder);
    // A name that neither an agent nor ingest takes for a log.
    Path part = Files.createTempFile(folder, ".carried-", ".part");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
        if (file.before() != null) {
          try (InputStream existing = logs.open(file.before().file())) {
            copy(existing, out);
          }
        }
        missing.write(out);
      }
      requireUnchanged(file.path(), file.before());
      DurableFiles.moveIntoPlace(part, file.path());
      if (file.before() != null && !file.before().file().equals(file.path())) {
        Files.delete(file.before().file()); // compressed: the plain file has all of it
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Copies a log, and ends its last line. */
  private static void copy(InputStream existing, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    byte last = '\n';
    for (int count = existing.read(buffer); count >= 0; count = existing.read(buffer)) {
      out.write(buffer, 0, count);
      last = count == 0 ? last : buffer[count - 1];
    }
    if (last != '\n') {
      out.write('\n');
    }
  }

  /** Writes a file whole. */
  static void write(NewFile file) throws IOException {
    Path folder = Objects.requireNonNull(file.path().getParent());
    PrivateFiles.createFolder(folder);
    Path part = Files.createTempFile(folder, ".carried-", ".part");
    try {
      Files.writeString(part, file.content());
      requireUnchanged(file.path(), file.before());
      DurableFiles.moveIntoPlace(part, file.path());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void requireUnchanged(Path path, @Nullable Before before) throws IOException {
    Path file = before == null ? path : before.file();
    Before now = null;
    if (Files.exists(file)) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      now = new Before(file, attributes.size(), attributes.lastModifiedTime());
    }
    if (!Objects.equals(before, now) || (!file.equals(path) && Files.exists(path))) {
      throw new CarryException(
          file
              + " was changed by another program meanwhile, so nothing was written to it. End the"
              + " session on this machine, then run the command again.");
    }
  }
}
