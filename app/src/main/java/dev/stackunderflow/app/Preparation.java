package dev.stackunderflow.app;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * Initialises what almost every command needs on a thread of its own, while the first one reads the
 * arguments: SQLite, the JSON reader, and for the commands that sync, cryptography. Nothing waits
 * for it; what fails here fails again where it is used, and is reported there.
 */
final class Preparation extends Thread {

  /** The sync commands that need neither the key nor the bucket. */
  private static final Set<String> SYNC_VIEWS = Set.of("status", "conflicts", "fingerprint");

  private final boolean syncs;

  private Preparation(boolean syncs) {
    super("preparation");
    this.syncs = syncs;
    setDaemon(true);
  }

  /**
   * Starts it where there is a second core and the command is not only help.
   *
   * @param args as typed
   */
  static void start(String... args) {
    boolean isCommand = args.length > 0 && !args[0].startsWith("-");
    if (isCommand && Runtime.getRuntime().availableProcessors() > 1) {
      boolean views = args[0].equals("sync") && args.length > 1 && SYNC_VIEWS.contains(args[1]);
      boolean sync = !views && (args[0].equals("sync") || args[0].equals("start"));
      new Preparation(sync).start(); // no lambda: its classes would be made at each start
    }
  }

  @Override
  public void run() {
    try {
      Sqlite.inMemory().close();
      JsonTrees.read("{}");
      if (syncs) {
        Sha256.start();
        KeyPairGenerator.getInstance("X25519").generateKeyPair();
        SSLContext.getInstance("TLS");
      }
    } catch (SQLException | IOException | GeneralSecurityException | LinkageError e) {
      // The command meets it again.
    }
  }
}
