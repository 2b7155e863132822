package dev.stackunderflow.core.agent.source;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Texts that an agent keeps compressed with zstd. */
public final class ZstdBlobs {

  private static final int MAX_BYTES = 512 << 20;

  private ZstdBlobs() {}

  /**
   * Decompresses a text.
   *
   * @throws IOException if it is damaged, or longer than 512 MiB
   */
  public static String text(byte[] blob) throws IOException {
    try (var in = new ZstdInputStream(new ByteArrayInputStream(blob))) {
      return text(in);
    }
  }

  /**
   * Reads a text that is being decompressed.
   *
   * @param in the caller's to close
   * @throws IOException if it is damaged, or longer than 512 MiB
   */
  public static String text(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException("a compressed text is longer than " + (MAX_BYTES >> 20) + " MiB");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
