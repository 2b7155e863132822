package dev.stackunderflow.app.json;

import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code sync fingerprint}. */
public final class FingerprintJson {

  private FingerprintJson() {}

  /**
   * A fingerprint of the view.
   *
   * @param words as people compare it
   * @param sha256 all of it
   */
  public static Map<String, @Nullable Object> of(String words, byte[] sha256) {
    return new JsonFields()
        .with("fingerprint", words)
        .with("sha256", HexFormat.of().formatHex(sha256))
        .map();
  }
}
