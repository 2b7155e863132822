package dev.stackunderflow.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output, which remembers the failure of a write that a {@code PrintStream} forgets. */
final class StandardOutput extends FilterOutputStream {

  private static final int KIND = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private @Nullable IOException failure;

  StandardOutput() {
    super(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    }
  }

  /**
   * The first failure, such as a full disk; null if there was none, or if the program that reads
   * has closed the pipe, as {@code head} does.
   */
  @Nullable IOException failure() {
    return failure == null || isPipe(failure) ? null : failure;
  }

  private static boolean isPipe(IOException failure) {
    try {
      int kind = KIND & (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode");
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
  }
}
