package dev.stackunderflow.core.transcript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * The size of an image, from the first bytes of its file. Formats: PNG (ISO/IEC 15948, 5.6), JPEG
 * (ITU T.81, B.2.2), GIF (GIF89a, 18), WebP (RFC 9649, 2.5 to 2.7) and BMP.
 */
public final class ImageSize {

  /** A JPEG's size stands behind its metadata; of a longer beginning nothing is read. */
  private static final int MOST_CHARACTERS = 512 * 1024;

  private ImageSize() {}

  /**
   * An image in Base64.
   *
   * @param mediaType such as {@code image/png}; empty where it is not known
   * @param base64 its content, or the beginning of it; anything else gives a size of 0
   */
  public static Part.Image of(String mediaType, String base64) {
    int length = Math.min(base64.length(), MOST_CHARACTERS) / 4 * 4;
    byte[] bytes = new byte[0];
    try {
      bytes = Base64.getDecoder().decode(base64.substring(0, length));
    } catch (IllegalArgumentException e) {
      // Not Base64: an image whose size is not known.
    }
    String named = mediaType.substring(mediaType.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    return of(named.matches("[a-z0-9.+-]{1,20}") ? named : "", bytes);
  }

  private static Part.Image of(String named, byte[] b) {
    if (begins(b, 0, 0x89, 'P', 'N', 'G') && b.length >= 24) {
      return new Part.Image("png", big(b, 16, 4), big(b, 20, 4));
    }
    if (begins(b, 0, 'G', 'I', 'F', '8') && b.length >= 10) {
      return new Part.Image("gif", little(b, 6, 2), little(b, 8, 2));
    }
    if (begins(b, 0, 'R', 'I', 'F', 'F') && begins(b, 8, 'W', 'E', 'B', 'P') && b.length >= 30) {
      return webp(b);
    }
    if (begins(b, 0, 'B', 'M') && b.length >= 26) {
      return new Part.Image("bmp", Math.abs(little(b, 18, 4)), Math.abs(little(b, 22, 4)));
    }
    return begins(b, 0, 0xff, 0xd8) ? jpeg(b) : new Part.Image(named, 0, 0);
  }

  private static Part.Image webp(byte[] b) {
    String chunk = new String(Arrays.copyOfRange(b, 12, 16), StandardCharsets.ISO_8859_1);
    return switch (chunk) {
      case "VP8 " -> new Part.Image("webp", little(b, 26, 2) & 0x3fff, little(b, 28, 2) & 0x3fff);
      case "VP8L" -> {
        int bits = little(b, 21, 4);
        yield new Part.Image("webp", (bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
      }
      case "VP8X" -> new Part.Image("webp", little(b, 24, 3) + 1, little(b, 27, 3) + 1);
      default -> new Part.Image("webp", 0, 0);
    };
  }

  private static Part.Image jpeg(byte[] b) {
    int at = 2;
    while (at + 9 <= b.length && (b[at] & 0xff) == 0xff) {
      int marker = b[at + 1] & 0xff;
      boolean isFrame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (isFrame) {
        return new Part.Image("jpeg", big(b, at + 7, 2), big(b, at + 5, 2));
      }
      // A marker of two bytes, fill bytes included, has no length behind it.
      boolean hasNoLength = marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
      at += hasNoLength ? (marker == 0xff ? 1 : 2) : 2 + Math.max(2, big(b, at + 2, 2));
    }
    return new Part.Image("jpeg", 0, 0);
  }

  private static boolean begins(byte[] b, int at, int... values) {
    for (int i = 0; i < values.length; i++) {
      if (at + i >= b.length || (b[at + i] & 0xff) != values[i]) {
        return false;
      }
    }
    return true;
  }

  private static int big(byte[] b, int at, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (b[at + i] & 0xff);
    }
    return value;
  }

  private static int little(byte[] b, int at, int bytes) {
    int value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | (b[at + i] & 0xff);
    }
    return value;
  }
}
