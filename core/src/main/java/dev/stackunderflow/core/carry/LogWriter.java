package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.carry.CarryPlan.Before;
import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Appends to a copy of a log, and moves the copy into the log's place in one step. */
final class LogWriter {

  private LogWriter() {}

  /** Writes the missing lines. */
  @FunctionalInterface
  interface Lines {
    /** Writes the lines, each with its newline. */
    void write(OutputStream out) throws SQLException, IOException;
  }

  static void write(LogFile file, Lines missing) throws SQLException, IOException {
    Path folder = Objects.requireNonNull(file.path().getParent());
    PrivateFiles.createFolder(folder);
    // A name that neither an agent nor ingest takes for a log.
    Path part = Files.createTempFile(folder, ".carried-", ".part");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
        if (file.before() != null) {
          Files.copy(file.path(), out);
        }
        missing.write(out);
      }
      requireUnchanged(file.path(), file.before());
      DurableFiles.moveIntoPlace(part, file.path());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void requireUnchanged(Path file, @Nullable Before before) throws IOException {
    Before now = null;
    if (Files.exists(file)) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      now = new Before(attributes.size(), attributes.lastModifiedTime());
    }
    if (!Objects.equals(before, now)) {
      throw new CarryException(
          file
              + " was changed by another program meanwhile, so nothing was written to it. End the"
              + " session on this machine, then run the command again.");
    }
  }
}
