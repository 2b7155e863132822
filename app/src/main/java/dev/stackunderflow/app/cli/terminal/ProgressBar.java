package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.sync.api.Progress;

/** A line on the terminal for what takes more than a second; nothing where nobody looks. */
public final class ProgressBar implements Progress, AutoCloseable {

  private static final long SILENT_NANOS = 1_000_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int WIDTH = 24;

  private final Context context;
  private final boolean bytes;
  private final long start = System.nanoTime();
  private long drawn;
  private boolean onScreen;

  /** In bytes, or in things. */
  public ProgressBar(Context context, boolean bytes) {
    this.context = context;
    this.bytes = bytes;
  }

  @Override
  public void at(String what, long done, long total) {
    long now = System.nanoTime();
    if (!context.terminal().interactive()
        || now - start < SILENT_NANOS
        || (onScreen && now - drawn < REDRAW_NANOS)) {
      return;
    }
    int filled = total <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
    context
        .err()
        .print(
            "\r\033[K"
                + what
                + " ["
                + "#".repeat(filled)
                + " ".repeat(WIDTH - filled)
                + "] "
                + size(done)
                + " of "
                + size(total));
    context.err().flush();
    drawn = now;
    onScreen = true;
  }

  private String size(long n) {
    return bytes ? HumanFormat.bytes(n) : HumanFormat.count(n);
  }

  @Override
  public void close() {
    if (onScreen) {
      context.err().print("\r\033[K");
      context.err().flush();
    }
  }
}
