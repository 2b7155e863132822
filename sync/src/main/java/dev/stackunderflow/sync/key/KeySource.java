package dev.stackunderflow.sync.key;

import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a device looks for the vault's key: what it remembers in the key's stead. */
public sealed interface KeySource {

  /**
   * An environment variable.
   *
   * @param name its name
   */
  record Variable(String name) implements KeySource {

    @Override
    public List<VaultKey> load(Map<String, String> env) throws KeyFormatException {
      String value = env.get(name);
      if (value == null || value.isBlank()) {
        return List.of();
      }
      try {
        return List.of(VaultKey.parse(value));
      } catch (KeyFormatException e) {
        throw new KeyFormatException("The variable " + name + ": " + e.getMessage());
      }
    }

    @Override
    public boolean store(VaultKey key) {
      return false;
    }

    @Override
    public String describe() {
      return "the variable " + name;
    }
  }

  /**
   * A file in the form that {@code age-keygen} writes: an identity a line, lines beginning with #
   * are comments. Only its owner may be able to read it.
   *
   * @param path the file
   */
  record KeyFile(Path path) implements KeySource {

    private static final int MAX_BYTES = 64 * 1024;

    @Override
    public List<VaultKey> load(Map<String, String> env)
        throws KeyFormatException, KeyUnavailableException {
      if (!Files.exists(path)) {
        return List.of();
      }
      return identities(read(), "The file " + path);
    }

    @Override
    public boolean store(VaultKey key) throws KeyUnavailableException {
      if (Files.exists(path)) {
        throw new KeyUnavailableException("The file " + path + " is there and holds no key.");
      }
      try {
        PrivateFiles.createFile(path);
        Files.writeString(
            path, "# public name: " + key.fingerprint().value() + "\n" + key.secret() + "\n");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
          file.force(true);
        }
        return true;
      } catch (IOException e) {
        throw new KeyUnavailableException(
            "The key file " + path + " can't be made (" + e.getClass().getSimpleName() + ").");
      }
    }

    private String read() throws KeyUnavailableException {
      try {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
          requirePrivate(Files.getPosixFilePermissions(path));
        }
        if (Files.size(path) > MAX_BYTES) {
          throw new KeyUnavailableException("The file " + path + " is too large for a key.");
        }
        return Files.readString(path);
      } catch (IOException e) {
        throw new KeyUnavailableException(
            "The key file " + path + " can't be read (" + e.getClass().getSimpleName() + ").");
      }
    }

    private void requirePrivate(Set<PosixFilePermission> modes) throws KeyUnavailableException {
      for (PosixFilePermission mode : modes) {
        if (!mode.name().startsWith("OWNER_")) {
          throw new KeyUnavailableException(
              "The key file "
                  + path
                  + " can be read by others. Run: chmod 600 "
                  + path
                  + " and make a new key if somebody else may have seen it.");
        }
      }
    }

    @Override
    public String describe() {
      return "the file " + path;
    }
  }

  /**
   * An entry of the operating system's keychain, with the same content as a key file.
   *
   * @param name the entry's name
   */
  record KeychainEntry(String name) implements KeySource {

    @Override
    public List<VaultKey> load(Map<String, String> env)
        throws KeyFormatException, KeyUnavailableException {
      Optional<String> text = Keychain.read(name);
      return text.isEmpty() ? List.of() : identities(text.get(), "The keychain's entry " + name);
    }

    @Override
    public boolean store(VaultKey key) throws KeyUnavailableException {
      Keychain.write(name, key.secret());
      return true;
    }

    @Override
    public String describe() {
      return "the keychain's entry " + name;
    }
  }

  /** The identities in a text, one a line; lines beginning with # are comments. */
  private static List<VaultKey> identities(String text, String place) throws KeyFormatException {
    List<VaultKey> found = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          found.add(VaultKey.parse(line));
        } catch (KeyFormatException e) {
          throw new KeyFormatException(place + ": " + e.getMessage());
        }
      }
    }
    return found;
  }

  /**
   * Keeps a new key where this source looks for it, on the disk when this returns.
   *
   * @param key the key
   * @return false if nothing can be kept there: the user has to put it there
   * @throws KeyUnavailableException if it could not be kept
   */
  boolean store(VaultKey key) throws KeyUnavailableException;

  /**
   * Looks for keys.
   *
   * @param env the process environment
   * @return the keys in their order, none where the place holds none
   * @throws KeyFormatException if what it holds is no key
   * @throws KeyUnavailableException if it can't be read, or not only by its owner
   */
  List<VaultKey> load(Map<String, String> env) throws KeyFormatException, KeyUnavailableException;

  /** The place in words, such as {@code the variable NAME}. */
  String describe();

  /**
   * Reads what a device remembers.
   *
   * @param text {@code env:NAME}, {@code file:PATH} or {@code keychain:NAME}
   * @throws IllegalArgumentException if it is neither, with words for the user
   */
  static KeySource parse(String text) {
    if (text.startsWith("env:")) {
      String name = text.substring("env:".length());
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        // Not quoted: somebody may have pasted the key itself.
        throw new IllegalArgumentException(
            "--key-from-env takes the name of a variable, such as STACKUNDERFLOW_KEY, not the key"
                + " itself. What you typed may be in your shell's history now.");
      }
      return new Variable(name);
    }
    if (text.startsWith("file:") && text.length() > "file:".length()) {
      return new KeyFile(Path.of(text.substring("file:".length())).toAbsolutePath().normalize());
    }
    if (text.startsWith("keychain:")) {
      String name = text.substring("keychain:".length());
      if (!name.matches("[A-Za-z0-9._-]{1,64}") || name.startsWith("AGE-")) {
        throw new IllegalArgumentException(
            "--key-from-keychain takes the name of an entry: letters, digits, dots and dashes.");
      }
      return new KeychainEntry(name);
    }
    throw new IllegalArgumentException("A key comes from a variable, a file or the keychain.");
  }
}
