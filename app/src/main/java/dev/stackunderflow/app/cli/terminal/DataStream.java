package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.cli.OutputClosedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The output of a command that writes a lot: it fails once the reader has closed it. */
public final class DataStream extends OutputStream {

  private static final int CHECK_EVERY_BYTES = 64 * 1024;

  private final PrintStream out;
  private int since;

  public DataStream(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    check(1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    check(length);
  }

  private void check(int written) throws IOException {
    since += written;
    if (since >= CHECK_EVERY_BYTES) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    since = 0;
    if (out.checkError()) {
      throw new OutputClosedException();
    }
  }
}
