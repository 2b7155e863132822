package dev.stackunderflow.app.cli.setup;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.setup.Dialog.GoBack;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks where this machine keeps the vault's key, and, to join, for the key. */
final class KeyQuestions {

  private static final String FILE_NAME = "vault-key.txt";

  private static final String FILE_HINT =
      " If the key is in that file, press Ctrl-C and add --key-file FILE to the command.";

  private enum Keeper {
    FILE("in a file that only you can read"),
    KEYCHAIN("in the system keychain"),
    VARIABLE("nowhere: I set an environment variable before each command");

    private final String title;

    Keeper(String title) {
      this.title = title;
    }
  }

  private final Dialog dialog;
  private final Context context;

  KeyQuestions(Dialog dialog, Context context) {
    this.dialog = dialog;
    this.context = context;
  }

  /**
   * Asks for a key source, and stores a typed key there.
   *
   * @param fingerprint of the vault's key; null for a new vault, whose key is made later
   * @param given the key source of the options; null to ask for it
   * @return the key source: {@code file:PATH}, {@code keychain:NAME} or {@code env:NAME}
   */
  String ask(@Nullable String fingerprint, @Nullable String given)
      throws UsageException, IOException, GoBack {
    if (fingerprint != null) {
      dialog.say("");
      dialog.say("This bucket has a vault; this machine joins it. Its key has the fingerprint");
      dialog.say("  " + fingerprint);
    }
    while (true) {
      String source = given == null ? source() : given;
      try {
        if (prepare(source, fingerprint)) {
          return source;
        }
      } catch (SyncException e) {
        dialog.say("  " + e.getMessage());
      } catch (GoBack e) {
        if (given != null) {
          throw e;
        }
      }
      if (given != null) {
        throw new UsageException("The key is not there. Nothing was set up.");
      }
    }
  }

  private String source() throws UsageException, GoBack {
    while (true) {
      Keeper keeper =
          dialog.choose(
              "Where should this machine keep the vault's key?",
              List.of(Keeper.values()),
              k -> k.title);
      try {
        return switch (keeper) {
          case FILE ->
              dialog.ask("File", context.home().folder().resolve(FILE_NAME).toString(), this::file);
          case KEYCHAIN -> "keychain:vault";
          case VARIABLE -> dialog.ask("Variable", "STACKUNDERFLOW_KEY", KeyQuestions::variable);
        };
      } catch (GoBack e) {
        // asked again
      }
    }
  }

  private static String variable(String name) throws Dialog.BadAnswer {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.startsWith("AGE_SECRET")) {
      throw new Dialog.BadAnswer("Type the name of a variable, not the key itself.");
    }
    return "env:" + name;
  }

  private String file(String typed) throws Dialog.BadAnswer {
    if (typed.startsWith("AGE-")) {
      throw new Dialog.BadAnswer("Type the name of a file; the key is asked for later.");
    }
    Path file = Home.path(typed, context.env());
    Path folder = file.getParent();
    boolean isOwnFolder = context.home().folder().equals(folder);
    if (Files.isDirectory(file) || folder == null || !(isOwnFolder || Files.isDirectory(folder))) {
      throw new Dialog.BadAnswer("Type the name of a file in a folder that exists.");
    }
    return "file:" + file;
  }

  private static boolean isPath(String typed) {
    return typed.contains("/") || typed.contains("\\");
  }

  /** Whether the source can be used: it has the key, or gets it now or from the new vault. */
  private boolean prepare(String source, @Nullable String fingerprint)
      throws SyncException, UsageException, IOException, GoBack {
    if (context.setupCheck().hasKey(source)) {
      if (fingerprint != null) {
        context.setupCheck().requireKey(source, fingerprint);
      }
      dialog.say("  There is a key; it is used.");
      return true;
    }
    if (fingerprint == null) {
      return true;
    }
    if (source.startsWith("env:")) {
      dialog.say(
          "  The variable is not set. Stop here with Ctrl-C, set it, and run this again; or choose"
              + " another place.");
      return false;
    }
    PrivateFiles.createFolder(context.home().folder()); // the key may be stored in it
    var pasted = new PastedKey();
    dialog.secret(
        "The vault's key, AGE-SECRET-KEY-1…",
        typed -> {
          try {
            context.setupCheck().storeKey(source, pasted.with(typed), fingerprint);
            return true;
          } catch (SyncException e) {
            throw new Dialog.BadAnswer(e.getMessage() + (isPath(typed) ? FILE_HINT : ""));
          }
        });
    dialog.say("  That is the vault's key. It is stored.");
    return true;
  }
}
