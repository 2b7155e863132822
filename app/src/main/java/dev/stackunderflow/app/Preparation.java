package dev.stackunderflow.app;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.SQLException;

/**
 * Initialises what almost every command needs on a thread of its own, while the first one reads the
 * arguments: SQLite, the JSON reader, and for the sync commands the cryptography. Nothing waits for
 * it; what fails here fails again where it is used, and is reported there.
 */
final class Preparation {

  private Preparation() {}

  /**
   * Starts it where there is a second core and the command is not only help.
   *
   * @param args as typed
   */
  static void start(String... args) {
    boolean isCommand = args.length > 0 && !args[0].startsWith("-");
    if (isCommand && Runtime.getRuntime().availableProcessors() > 1) {
      boolean sync = args[0].equals("sync") || args[0].equals("start");
      Thread.ofPlatform().daemon().name("preparation").start(() -> run(sync));
    }
  }

  private static void run(boolean sync) {
    try {
      Sqlite.inMemory().close();
      JsonTrees.read("{}");
      if (sync) {
        Sha256.start();
        KeyPairGenerator.getInstance("X25519").generateKeyPair();
      }
    } catch (SQLException | IOException | GeneralSecurityException | LinkageError e) {
      // The command meets it again.
    }
  }
}
