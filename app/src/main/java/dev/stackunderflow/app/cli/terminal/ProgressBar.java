package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.sync.api.Progress;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * One line on the terminal, for work that takes more than a second. Closing it removes the line.
 * Prints nothing where the output is not a terminal.
 */
public final class ProgressBar implements Progress, AutoCloseable {

  private static final long SILENT_NANOS = 1_000_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int WIDTH = 24;
  private static final String CLEAR_LINE = "\r\033[K";

  /** What is counted. */
  public enum Unit {
    BYTES,
    ITEMS;

    private String format(long n) {
      return this == BYTES ? SizeFormat.of(n) : CountFormat.of(n);
    }
  }

  private final PrintStream out;
  private final boolean visible;
  private final Unit unit;
  private final LongSupplier nanoTime;
  private final long start;
  private long drawn;
  private boolean onScreen;

  /**
   * Creates one that is not shown yet.
   *
   * @param out the terminal
   * @param visible whether anybody sees it
   * @param unit what is counted
   */
  public ProgressBar(PrintStream out, boolean visible, Unit unit) {
    this(out, visible, unit, System::nanoTime);
  }

  ProgressBar(PrintStream out, boolean visible, Unit unit, LongSupplier nanoTime) {
    this.out = out;
    this.visible = visible;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public void at(String what, long done, long total) {
    long now = nanoTime.getAsLong();
    if (!visible || now - start < SILENT_NANOS || (onScreen && now - drawn < REDRAW_NANOS)) {
      return;
    }
    int filled = total <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
    out.print(
        CLEAR_LINE
            + what
            + " ["
            + "#".repeat(filled)
            + " ".repeat(WIDTH - filled)
            + "] "
            + unit.format(done)
            + " of "
            + unit.format(total));
    out.flush();
    drawn = now;
    onScreen = true;
  }

  @Override
  public void close() {
    if (onScreen) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
