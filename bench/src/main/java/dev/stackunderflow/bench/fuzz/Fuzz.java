package dev.stackunderflow.bench.fuzz;

import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The target that Jazzer calls; {@code -Dfuzz.reader=NAME} says which reader. {@code main} lists
 * the readers, or writes a reader's example as the seed of its corpus.
 */
public final class Fuzz {

  private static final Reader READER =
      Reader.valueOf(System.getProperty("fuzz.reader", "body").toUpperCase(Locale.ROOT));

  private Fuzz() {}

  /** Called by Jazzer, millions of times. */
  public static void fuzzerTestOneInput(byte[] bytes) throws SQLException, IOException {
    try {
      READER.read(bytes);
    } catch (WireException | CipherException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("refused without a word", e);
      }
    }
  }

  /**
   * Lists the readers, or writes the example of {@code -Dfuzz.reader}.
   *
   * @param args nothing, or the folder of the corpus
   */
  public static void main(String[] args) throws IOException, CipherException {
    if (args.length == 0) {
      for (Reader reader : Reader.values()) {
        System.out.println(reader.name().toLowerCase(Locale.ROOT));
      }
    } else {
      Files.write(Files.createDirectories(Path.of(args[0])).resolve("example"), READER.example());
    }
  }
}
