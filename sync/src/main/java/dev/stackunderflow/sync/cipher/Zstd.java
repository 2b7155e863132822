package dev.stackunderflow.sync.cipher;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;

/** One zstd frame with its content size and a checksum (RFC 8878). */
public final class Zstd {

  /** Matches reach back 16 MiB, a whole segment; `zstd -d` accepts up to 27 by default. */
  private static final int WINDOW_LOG = 24;

  private static final int SMALL_BYTES = 1 << 20;

  private Zstd() {}

  /**
   * Compresses.
   *
   * @param content the bytes
   * @param level 1 to 19
   * @return one frame
   */
  public static byte[] compress(byte[] content, int level) {
    try (var context = new ZstdCompressCtx()) {
      context.setLevel(level).setLong(WINDOW_LOG).setChecksum(true).setContentSize(true);
      if (content.length < SMALL_BYTES) {
        return context.compress(content);
      }
      // Logs shrink to a fifth or less; the library's own buffer is as large as the content.
      var frame = new byte[content.length / 3];
      try {
        int length = context.compressByteArray(frame, 0, frame.length, content, 0, content.length);
        return Arrays.copyOf(frame, length);
      } catch (ZstdException e) {
        return context.compress(content);
      }
    }
  }

  /**
   * Decompresses. The size is read from the frame before any memory is taken.
   *
   * @param frame one frame
   * @param maxBytes the largest content that is accepted
   * @return the content
   * @throws CipherException if it is not a frame, is damaged, or is too large
   */
  public static byte[] decompress(byte[] frame, long maxBytes) throws CipherException {
    // The library throws an array's exception for an empty frame.
    long size =
        frame.length == 0
            ? -1
            : com.github.luben.zstd.Zstd.getFrameContentSize(frame, 0, frame.length);
    if (size < 0) {
      throw new CipherException("The object is not compressed in the expected format", null);
    }
    if (size > maxBytes) {
      throw new CipherException(
          "The object is larger than any object that this program writes", null);
    }
    try (var context = new ZstdDecompressCtx()) {
      byte[] content = context.decompress(frame, (int) size);
      if (content.length != size) {
        throw new CipherException("The object was damaged", null);
      }
      return content;
    } catch (ZstdException e) {
      throw new CipherException("The object was damaged", e);
    }
  }
}
