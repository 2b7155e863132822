package dev.stackunderflow.app.auto;

import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The log of continuous sync: one line per change of state, in three rotating files of 1 MB in
 * {@code logs/}. Lines contain states, counts, device labels and failures, never content of
 * sessions or a secret.
 */
public final class AutoLog implements AutoCloseable {

  private static final int FILE_BYTES = 1_000_000;
  private static final int FILES = 3;

  private final @Nullable FileHandler file;

  private AutoLog(@Nullable FileHandler file) {
    this.file = file;
  }

  /** A log that discards everything. */
  static AutoLog none() {
    return new AutoLog(null);
  }

  /**
   * Opens the home's log.
   *
   * @return the log, the caller's to close
   * @throws IOException if it cannot be written
   */
  public static AutoLog open(Home home) throws IOException {
    Path folder =
        PrivateFiles.createFolder(PrivateFiles.createFolder(home.folder()).resolve("logs"));
    // A "%" in the folder's name would be taken for a part of the pattern.
    String pattern = folder.toString().replace("%", "%%") + "/stackunderflow.%g.log";
    for (int i = 0; i < FILES; i++) {
      PrivateFiles.createFile(folder.resolve("stackunderflow." + i + ".log"));
    }
    var handler = new FileHandler(pattern, FILE_BYTES, FILES, true);
    handler.setFormatter(new Line());
    handler.setEncoding("UTF-8");
    return new AutoLog(handler);
  }

  private static final class Line extends Formatter {
    @Override
    public String format(LogRecord record) {
      return record.getInstant().truncatedTo(ChronoUnit.SECONDS)
          + " "
          + TerminalText.safe(record.getMessage())
          + "\n";
    }
  }

  /** Writes a line. */
  public void say(String words) {
    if (file != null) {
      file.publish(new LogRecord(Level.INFO, words));
    }
  }

  /** Writes a change of state; the begin of a sync is not one. */
  void state(AutoState state, boolean isNews) {
    if (isNews && state.kind() != AutoState.Kind.SYNCING) {
      logged(state.kind().word() + (state.reason() == null ? "" : ": " + state.reason()));
    }
  }

  private String lastState = "";

  private void logged(String words) {
    if (!words.equals(lastState)) {
      lastState = words;
      say(words);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
