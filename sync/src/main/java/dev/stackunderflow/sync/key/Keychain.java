package dev.stackunderflow.sync.key;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.util.Optional;

/**
 * The operating system's own store of secrets: the macOS Keychain, the Windows Credential Manager,
 * or a Secret Service such as GNOME Keyring.
 */
final class Keychain {

  private static final String SERVICE = "stackunderflow-sync";

  private Keychain() {}

  @FunctionalInterface
  private interface Work<T> {
    T with(Keyring keyring) throws PasswordAccessException;
  }

  /** The text under a name, or empty if there is none. */
  static Optional<String> read(String name) throws KeyUnavailableException {
    return open(
        keyring -> {
          try {
            return Optional.ofNullable(keyring.getPassword(SERVICE, name));
          } catch (PasswordAccessException e) {
            return Optional.empty(); // the library's word for "nothing under this name"
          }
        });
  }

  /** Keeps a text under a name. */
  static void write(String name, String text) throws KeyUnavailableException {
    open(
        keyring -> {
          keyring.setPassword(SERVICE, name, text);
          return true;
        });
  }

  private static <T> T open(Work<T> work) throws KeyUnavailableException {
    try {
      Keyring keyring = Keyring.create();
      try {
        return work.with(keyring);
      } finally {
        close(keyring);
      }
    } catch (BackendNotSupportedException e) {
      throw new KeyUnavailableException(
          "This machine has no usable keychain now: no macOS Keychain, no Windows"
              + " Credential Manager, no unlocked Secret Service. On a machine without a desktop use"
              + " --key-file or --key-from-env.");
    } catch (PasswordAccessException | RuntimeException e) {
      // Without the cause, which could quote the secret.
      throw new KeyUnavailableException(
          "The keychain refused (" + e.getClass().getSimpleName() + "). Is it unlocked?");
    }
  }

  @SuppressWarnings("InterruptedExceptionSwallowed") // the interface says Exception; none waits
  private static void close(Keyring keyring) {
    try {
      keyring.close();
    } catch (Exception _) {
      // What was asked of it is done.
    }
  }
}
