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
import org.jspecify.annotations.Nullable;

/**
 * Reads a growing file line by line, in bounded memory, and keeps the SHA-256 of what it has
 * passed. A last line without its newline is left for the next time.
 */
public final class LogLines implements AutoCloseable {

  /** A longer line is passed over as broken, in bytes. */
  public static final int MAX_LINE_BYTES = LenientJson.MAX_STRING_LENGTH;

  private static final int BUFFER_BYTES = 128 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private MessageDigest passed = Sha256.start();
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

  /** Passes over what was read before; false if the file is shorter. */
  public boolean pass(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      if (!fill()) {
        return false;
      }
      int n = (int) Math.min(end - next, left);
      passed.update(buffer, next, n);
      next += n;
      left -= n;
    }
    offset = bytes;
    return true;
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
    passed.update(buffer, next, length);
    String text = text(buffer, next, length - 1);
    next += length;
    offset += length;
    return new Line(seq, text);
  }

  /** A line that does not end in the buffer. A last line without its newline is not passed. */
  private @Nullable Line nextOfSeveralBuffers() throws IOException {
    var line = new ByteArrayOutputStream();
    MessageDigest digest = copy(passed);
    long length = 0;
    while (fill()) {
      int stop = newline();
      boolean complete = stop < end;
      int n = stop - next + (complete ? 1 : 0);
      digest.update(buffer, next, n);
      if (length + n <= MAX_LINE_BYTES) {
        line.write(buffer, next, n);
      }
      length += n;
      next += n;
      if (complete) {
        long seq = offset;
        offset += length;
        passed = digest;
        byte[] bytes = line.toByteArray();
        return new Line(seq, length > MAX_LINE_BYTES ? null : text(bytes, 0, bytes.length - 1));
      }
    }
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

  /** The SHA-256 of everything before {@link #offset}. */
  public byte[] passedSha256() {
    return copy(passed).digest();
  }

  /** The SHA-256 of no bytes: a file of which nothing was read. */
  public static byte[] sha256OfNothing() {
    return Sha256.start().digest();
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
