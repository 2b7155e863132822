package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.hash.Checksums;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Utf8Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a growing file line by line, in bounded memory, and keeps a digest of what it has passed. A
 * last line without its newline is left for the next time, unless it is a whole JSON object: no
 * beginning of one is.
 *
 * <p>The digest is a SHA-256 over the {@link Checksums} of each line. It shows whether an agent
 * rewrote a log.
 */
public final class LogLines implements AutoCloseable {

  /** A longer line is passed over as broken, in bytes. */
  public static final int MAX_LINE_BYTES = LenientJson.MAX_STRING_LENGTH;

  private static final int BUFFER_BYTES = 128 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final MessageDigest passed = Sha256.start();

  /** Of what was taken of the current line. */
  private final Checksums line = new Checksums();

  private int next;
  private int end;

  /** Where the current line begins. */
  private long offset;

  /** How much of the current line was passed: it was the last one, and had no newline yet. */
  private long partial;

  private byte[] partialDigest = new byte[0];

  /** All bytes of the current line that were taken, combined with "or". */
  private int bits;

  /** Reads from a stream, which is closed with this. */
  public LogLines(InputStream in) {
    this.in = in;
  }

  /**
   * A line.
   *
   * @param seq its byte offset
   * @param utf8 without the newline; null where it is not UTF-8 or too long
   */
  public record Line(long seq, @Nullable Utf8Text utf8) {

    /** The line as a string; null where it is not UTF-8 or too long. */
    public @Nullable String text() {
      return utf8 == null ? null : utf8.toString();
    }
  }

  /**
   * Passes over the bytes that were read before. They can end within a line, which is then passed
   * up to there: it was the last one, and had no newline yet.
   *
   * @return false if the file has fewer bytes; what they are, {@link #passedDigest} tells
   */
  public boolean pass(long bytes) throws IOException {
    while (offset() < bytes) {
      if (!fill()) {
        return false;
      }
      long left = bytes - offset - line.length();
      if (!take(left) && offset + line.length() == bytes) {
        passPart();
      }
    }
    return true;
  }

  /** Takes what the buffer has of the current line; returns whether that completes the line. */
  private boolean take(long limit) {
    int stop = newline();
    boolean complete = stop < end && stop - next < limit;
    int count = (int) Math.min(limit, stop - next + (complete ? 1 : 0));
    line.update(buffer, next, count);
    next += count;
    if (complete) {
      passLine();
    }
    return complete;
  }

  private void passLine() {
    offset += line.length();
    line.addTo(passed);
    partial = 0;
  }

  private void passPart() {
    MessageDigest digest = Sha256.copy(passed);
    line.showTo(digest);
    partialDigest = digest.digest();
    partial = line.length();
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
    long seq = offset();
    int from = next;
    bits = 0;
    return take(Long.MAX_VALUE)
        ? new Line(seq, text(Arrays.copyOfRange(buffer, from, next - 1)))
        : nextOfSeveralBuffers(seq, from);
  }

  /** A line that does not end in the buffer. */
  private @Nullable Line nextOfSeveralBuffers(long seq, int begin) throws IOException {
    var read = new ByteArrayOutputStream();
    int from = begin;
    boolean complete = false;
    while (!complete) {
      if (read.size() + (next - from) <= MAX_LINE_BYTES) {
        read.write(buffer, from, next - from);
      }
      if (!fill()) {
        return last(seq, read.toByteArray());
      }
      from = next;
      complete = take(Long.MAX_VALUE);
    }
    long length = offset - seq;
    if (length > MAX_LINE_BYTES) {
      return new Line(seq, null);
    }
    read.write(buffer, from, next - from - 1);
    return new Line(seq, text(read.toByteArray()));
  }

  /** The last line, where it has no newline: passed only if nothing of it is missing. */
  private @Nullable Line last(long seq, byte[] bytes) {
    Utf8Text text = line.length() - partial == bytes.length ? text(bytes) : null;
    if (text == null || LenientJson.object(text.toString().strip()) == null) {
      return null;
    }
    passPart();
    return new Line(seq, text);
  }

  /** The index of the next newline in the buffer, or its end. */
  private int newline() {
    byte[] bytes = buffer;
    int all = bits;
    int stop = next;
    while (stop < end && bytes[stop] != '\n') {
      all |= bytes[stop];
      stop++;
    }
    bits = all;
    return stop;
  }

  /** The current line's text; null where it is not UTF-8. */
  private @Nullable Utf8Text text(byte[] bytes) {
    return bits >= 0 || isUtf8(bytes) ? Utf8Text.ofUtf8(bytes) : null;
  }

  private static boolean isUtf8(byte[] bytes) {
    if (new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0) {
      return true;
    }
    // Written in the line, or put there because the bytes are no UTF-8?
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false; // the caller counts the line as broken
    }
  }

  /** The byte offset behind what was passed. */
  public long offset() {
    return offset + partial;
  }

  /** The digest of what is before {@link #offset}; 32 bytes. */
  public byte[] passedDigest() {
    return partial > 0 ? partialDigest.clone() : Sha256.copy(passed).digest();
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
