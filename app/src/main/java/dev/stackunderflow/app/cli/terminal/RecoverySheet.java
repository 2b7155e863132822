package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.sync.api.RevealedKey;
import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.imageio.ImageIO;

/** A recovery sheet: enough to read the vault years from now, given only it and the bucket. */
public final class RecoverySheet {

  private static final int BORDER = 4;
  private static final int PIXELS = 8;

  private RecoverySheet() {}

  /** An age identity file, with comments. */
  public static String keyFile(RevealedKey key, Clock clock) {
    StringBuilder file = new StringBuilder();
    about(key, clock)
        .lines()
        .forEach(line -> file.append(("# " + line).stripTrailing()).append('\n'));
    return file.append(key.secret()).append('\n').toString();
  }

  /** The sheet, for the terminal or a printer. */
  public static String text(RevealedKey key, Clock clock) {
    return about(key, clock)
        + "\nThe key:\n\n  "
        + key.secret()
        + "\n\n"
        + blocks(QrCode.encodeText(key.secret(), QrCode.Ecc.MEDIUM));
  }

  private static String about(RevealedKey key, Clock clock) {
    return """
        StackUnderflow Sync: the key of a vault. Anyone who has it can read the vault.

        bucket       %s
        fingerprint  %s
        written      %s

        On a new machine, with the bucket's credentials in the environment:
          stackunderflow sync init --bucket '%s' --key-file THIS_FILE
          stackunderflow sync pull

        Without the program, with the standard tools age, zstd and sqlite3: fetch any object
        below v1/segments/ of the bucket, and
          age -d -i THIS_FILE OBJECT | zstd -d > s.db
          sqlite3 s.db 'select timestamp, role, content_text from event'
        """
        .formatted(
            key.bucketUrl(),
            key.fingerprint(),
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
            key.bucketUrl());
  }

  /** Two rows of modules per line, dark on light as scanners expect. */
  private static String blocks(QrCode code) {
    var text = new StringBuilder();
    for (int y = -BORDER; y < code.size + BORDER; y += 2) {
      for (int x = -BORDER; x < code.size + BORDER; x++) {
        boolean upper = code.getModule(x, y);
        boolean lower = code.getModule(x, y + 1);
        text.append(upper ? (lower ? ' ' : '▄') : (lower ? '▀' : '█'));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The QR code of the key as a PNG image. */
  public static byte[] png(RevealedKey key) throws IOException {
    QrCode code = QrCode.encodeText(key.secret(), QrCode.Ecc.MEDIUM);
    int size = (code.size + 2 * BORDER) * PIXELS;
    var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        boolean dark = code.getModule(x / PIXELS - BORDER, y / PIXELS - BORDER);
        image.setRGB(x, y, dark ? 0x000000 : 0xffffff);
      }
    }
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java runtime cannot write PNG images");
    }
    return out.toByteArray();
  }
}
