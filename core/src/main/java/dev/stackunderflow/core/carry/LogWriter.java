package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.carry.CarryPlan.Before;
import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.file.Home;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds to a log beside it, and moves the result into its place in one step. */
final class LogWriter {

  private LogWriter() {}

  /** Writes the lines that are missing. */
  @FunctionalInterface
  interface Lines {
    /** Writes them, each with its newline. */
    void write(OutputStream out) throws SQLException, IOException;
  }

  static void write(LogFile file, Lines missing) throws SQLException, IOException {
    Path folder = Objects.requireNonNull(file.path().getParent());
    Home.privateFolder(folder);
    // No name that an agent, or ingest, would take for a log.
    Path part = Files.createTempFile(folder, ".carried-", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
          var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        if (file.before() != null) {
          Files.copy(file.path(), out);
        }
        missing.write(out);
        out.flush();
        channel.force(true);
      }
      requireUnchanged(file.path(), file.before());
      Files.move(
          part, file.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
              + " was written by another program in the meantime. It was left as it is. End the"
              + " session on this machine, and run the command again.");
    }
  }
}
