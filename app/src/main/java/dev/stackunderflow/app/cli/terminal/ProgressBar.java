package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.sync.api.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far work is that takes more than a second: on a terminal one line with the rate and the time
 * that is left, removed by closing; elsewhere a plain line every ten seconds.
 */
public final class ProgressBar implements Progress, AutoCloseable {

  private static final long SILENT_NANOS = 1_000_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int WIDTH = 24;
  private static final String CLEAR_LINE = "\r\033[K";

  /** DECAWM: a line that is longer than the terminal is wide is cut, and not continued below. */
  private static final String NO_WRAP = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  /** How it is shown. */
  public enum Style {
    /** Not at all. */
    NONE,
    /** One line that is redrawn. */
    BAR,
    /** A line now and then, for a log. */
    LINES
  }

  /** What is counted. */
  public enum Unit {
    BYTES,
    ITEMS;

    private String format(long n) {
      return this == BYTES ? SizeFormat.of(n) : CountFormat.of(n);
    }
  }

  private final PrintStream out;
  private final Style style;
  private final Unit unit;
  private final LongSupplier nanoTime;
  private final long start;
  private String phase = "";
  private long phaseStart;
  private long phaseDone;
  private long drawn;
  private boolean onScreen;

  /**
   * Creates one that is not shown yet.
   *
   * @param out where it is shown
   * @param style how it is shown
   * @param unit what is counted
   */
  public ProgressBar(PrintStream out, Style style, Unit unit) {
    this(out, style, unit, System::nanoTime);
  }

  ProgressBar(PrintStream out, Style style, Unit unit, LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.drawn = start;
  }

  @Override
  public void at(String what, long done, long total) {
    long now = nanoTime.getAsLong();
    if (!what.equals(phase)) {
      phase = what;
      phaseStart = now;
      phaseDone = done;
    }
    switch (style) {
      case NONE -> {}
      case BAR -> {
        if (now - start >= SILENT_NANOS && (!onScreen || now - drawn >= REDRAW_NANOS)) {
          int filled = total <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
          // Last: a narrow terminal cuts it, and shows its last character in the last column.
          String bar = "  [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] ";
          show(NO_WRAP + CLEAR_LINE + what + ": " + counts(now, done, total) + bar + WRAP, now);
          onScreen = true;
        }
      }
      case LINES -> {
        if (now - drawn >= LINE_NANOS) {
          show(what + ": " + counts(now, done, total) + System.lineSeparator(), now);
        }
      }
    }
  }

  private void show(String text, long now) {
    out.print(text);
    out.flush();
    drawn = now;
  }

  /** What is done, and, after a second of the same work, its rate and the time that is left. */
  private String counts(long now, long done, long total) {
    String counts = unit.format(done) + " of " + unit.format(total);
    double seconds = (now - phaseStart) / 1e9;
    double rate = (done - phaseDone) / seconds;
    if (seconds < 1 || rate < 1 || total <= done) {
      return counts;
    }
    long left = Math.round((total - done) / rate);
    return counts
        + ", "
        + unit.format(Math.round(rate))
        + "/s, "
        + TimeFormat.duration(Duration.ofSeconds(left))
        + " left";
  }

  @Override
  public void close() {
    if (onScreen) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
