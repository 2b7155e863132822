package dev.stackunderflow.core.agent.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads the paths in {@code file:} URIs. */
public final class FileUris {

  private static final String SCHEME = "file://";

  private FileUris() {}

  /** The path of a {@code file:} URI; anything else is returned as it is. */
  public static String path(String uri) {
    if (!uri.startsWith(SCHEME)) {
      return uri;
    }
    String path = decoded(uri.substring(SCHEME.length()));
    return path.matches("/[A-Za-z]:.*") ? path.substring(1) : path;
  }

  private static String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int value = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1], bytes[i + 2]) : -1;
      if (value >= 0) {
        out.write(value);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int hex(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }
}
