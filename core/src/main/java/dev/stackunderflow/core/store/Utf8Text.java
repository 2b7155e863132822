package dev.stackunderflow.core.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A long text of an event, kept as it came: as UTF-8 from a database, as a string from a log. Most
 * texts pass from one database into another, and nobody decodes them. Bytes that are not UTF-8
 * decode to U+FFFD.
 */
public final class Utf8Text {

  private static final Utf8Text EMPTY = new Utf8Text(new byte[0], "");

  private final byte @Nullable [] bytes;
  private @Nullable String text;

  private Utf8Text(byte @Nullable [] bytes, @Nullable String text) {
    this.bytes = bytes;
    this.text = text;
  }

  /** Keeps a string. */
  public static Utf8Text of(String text) {
    return text.isEmpty() ? EMPTY : new Utf8Text(null, text);
  }

  /**
   * Keeps the UTF-8 of a text.
   *
   * @param utf8 kept as it is, so nobody may change it; null for no text
   */
  public static Utf8Text ofUtf8(byte @Nullable [] utf8) {
    return utf8 == null || utf8.length == 0 ? EMPTY : new Utf8Text(utf8, null);
  }

  /** Its UTF-8, which nobody may change. */
  public byte[] utf8() {
    return bytes == null ? toString().getBytes(StandardCharsets.UTF_8) : bytes;
  }

  /** About how long it is: in bytes where it is kept as UTF-8, else in characters. */
  int size() {
    return bytes == null ? toString().length() : bytes.length;
  }

  /** The text. */
  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = new String(utf8(), StandardCharsets.UTF_8);
      text = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Utf8Text that && Arrays.equals(utf8(), that.utf8());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8());
  }
}
