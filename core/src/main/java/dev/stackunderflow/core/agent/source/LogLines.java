package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.json.LenientJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a growing file line by line, in bounded memory, and keeps a digest of what it has passed. A
 * last line without its newline is left for the next time.
 *
 * <p>The digest is the SHA-256 over each line's CRC-32, CRC-32C and length. It tells whether an
 * agent wrote a log anew; nobody has to be kept from forging their own logs. A SHA-256 of all bytes
 * took half of the time of an import: without the optimising compiler the JVM computes it in Java.
 */
public final class LogLines implements AutoCloseable {

  /** A longer line is passed over as broken, in bytes. */
  public static final int MAX_LINE_BYTES = LenientJson.MAX_STRING_LENGTH;

  private static final int BUFFER_BYTES = 128 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final MessageDigest passed = Sha256.start();
  private final CRC32 crc32 = new CRC32();
  private final CRC32C crc32c = new CRC32C();
  private final ByteBuffer checksums = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES);
  private int next;
  private int end;
  private long offset;

  /** Reads from a stream, which is closed with this. */
  public LogLines(InputStream in) {
    this.in = in;
  }

  /**
   * A line that has its newline.
   *
   * @param seq its byte offset
   * @param text without the newline; null where it is not UTF-8 or too long
   */
  public record Line(long seq, @Nullable String text) {}

  /** Passes over the lines that were read before; false if the file has other lines. */
  public boolean pass(long bytes) throws IOException {
    long length = 0;
    while (offset < bytes) {
      if (!fill()) {
        return false;
      }
      int stop = newline();
      boolean complete = stop < end;
      int n = stop - next + (complete ? 1 : 0);
      add(n);
      length += n;
      if (complete) {
        endLine(length);
        length = 0;
      }
    }
    return offset == bytes;
  }

  /** Takes some bytes of the current line from the buffer. */
  private void add(int n) {
    crc32.update(buffer, next, n);
    crc32c.update(buffer, next, n);
    next += n;
  }

  /** The current line is complete. */
  private void endLine(long length) {
    checksums
        .clear()
        .putInt((int) crc32.getValue())
        .putInt((int) crc32c.getValue())
        .putLong(length);
    passed.update(checksums.array());
    crc32.reset();
    crc32c.reset();
    offset += length;
  }

  private boolean fill() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(buffer));
    }
    return next < end;
  }

  /** The next complete line, or null where there is none. */
  public @Nullable Line next() throws IOException {
    if (!fill()) {
      return null;
    }
    int stop = newline();
    if (stop == end) {
      return nextOfSeveralBuffers();
    }
    long seq = offset;
    int length = stop + 1 - next;
    String text = text(buffer, next, length - 1);
    add(length);
    endLine(length);
    return new Line(seq, text);
  }

  /** A line that does not end in the buffer. A last line without its newline is not passed. */
  private @Nullable Line nextOfSeveralBuffers() throws IOException {
    var line = new ByteArrayOutputStream();
    long length = 0;
    while (fill()) {
      int stop = newline();
      boolean complete = stop < end;
      int n = stop - next + (complete ? 1 : 0);
      if (length + n <= MAX_LINE_BYTES) {
        line.write(buffer, next, n);
      }
      add(n);
      length += n;
      if (complete) {
        long seq = offset;
        endLine(length);
        byte[] bytes = line.toByteArray();
        return new Line(seq, length > MAX_LINE_BYTES ? null : text(bytes, 0, bytes.length - 1));
      }
    }
    crc32.reset();
    crc32c.reset();
    return null;
  }

  /** The index of the next newline in the buffer, or its end. */
  private int newline() {
    int stop = next;
    while (stop < end && buffer[stop] != '\n') {
      stop++;
    }
    return stop;
  }

  private static @Nullable String text(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    // Written in the line, or put there because the bytes are no UTF-8?
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null; // no UTF-8: the caller counts the line as broken
    }
  }

  /** The byte offset behind the last complete line. */
  public long offset() {
    return offset;
  }

  /** The digest of the lines before {@link #offset}; 32 bytes. */
  public byte[] passedDigest() {
    try {
      return ((MessageDigest) passed.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  /** The digest of no lines: a file of which nothing was read. */
  public static byte[] digestOfNothing() {
    return Sha256.start().digest();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
