package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.TerminalText;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The stream that every command prints to. It removes what a terminal would obey or what hides text
 * (see {@link TerminalText}): a log, another device's label or an error message can contain it.
 * Line breaks and tabs stay, and so do the program's own colours.
 */
public final class TerminalStream extends PrintStream {

  private final PrintStream unfiltered;

  /**
   * Prints to a stream.
   *
   * @param out the stream, UTF-8
   */
  public TerminalStream(PrintStream out) {
    super(new Filter(out), false, StandardCharsets.UTF_8);
    this.unfiltered = out;
  }

  /** The stream behind it, for data that goes to a file or another program as it is. */
  PrintStream unfiltered() {
    flush();
    return unfiltered;
  }

  @Override
  public boolean checkError() {
    return super.checkError() || unfiltered.checkError();
  }

  /** Holds back what is not yet a whole character or a whole line, until it is flushed. */
  private static final class Filter extends FilterOutputStream {

    private static final int MOST_BYTES = 64 * 1024;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    Filter(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      held.write(b);
      if (b == '\n' && held.size() >= MOST_BYTES) {
        pass();
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      held.write(bytes, from, length);
      if (length > 0 && bytes[from + length - 1] == '\n' && held.size() >= MOST_BYTES) {
        pass();
      }
    }

    private void pass() throws IOException {
      String text = held.toString(StandardCharsets.UTF_8);
      held.reset();
      out.write(TerminalText.safePage(text).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() throws IOException {
      pass();
      out.flush();
    }
  }
}
