package dev.stackunderflow.sync.key;

import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * A file in the format of {@code age-keygen}: one identity per line; lines beginning with # are
   * comments. It must be readable only by its owner.
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
        throw new KeyUnavailableException("The file " + path + " exists but contains no key.");
      }
      Path folder = path.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new KeyUnavailableException(
            "The key file " + path + " cannot be created: there is no folder " + folder + ".");
      }
      String text = "# public name: " + key.fingerprint().value() + "\n" + key.secret() + "\n";
      try {
        PrivateFiles.replace(path, text.getBytes(StandardCharsets.US_ASCII));
        return true;
      } catch (IOException e) {
        throw new KeyUnavailableException(
            "The key file " + path + " cannot be created: " + reason(e));
      }
    }

    private String read() throws KeyUnavailableException {
      try {
        // Not by its file store, which Java finds only where /proc/mounts names it: not in a
        // chroot.
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          requirePrivate(Files.getPosixFilePermissions(path));
        }
        if (Files.size(path) > MAX_BYTES) {
          throw new KeyUnavailableException("The file " + path + " is too large for a key.");
        }
        return text(Files.readAllBytes(path));
      } catch (IOException e) {
        throw new KeyUnavailableException("The key file " + path + " cannot be read: " + reason(e));
      }
    }

    /** Why, and what to do; never what is in the file. */
    private static String reason(IOException e) {
      return switch (e) {
        case AccessDeniedException _ -> "you have no right to. Check whose it is.";
        case FileSystemException file when file.getReason() != null -> file.getReason() + ".";
        default -> "its disk may have failed.";
      };
    }

    /**
     * Decodes a key file. Editors and PowerShell write a byte order mark, PowerShell 5 also writes
     * UTF-16.
     */
    private static String text(byte[] bytes) {
      if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
        return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
      }
      if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
        return new String(bytes, StandardCharsets.UTF_16); // reads the mark
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
      for (int i = 0; i < mark.length; i++) {
        if (bytes.length <= i || (bytes[i] & 0xff) != mark[i]) {
          return false;
        }
      }
      return true;
    }

    private void requirePrivate(Set<PosixFilePermission> modes) throws KeyUnavailableException {
      for (PosixFilePermission mode : modes) {
        if (!mode.name().startsWith("OWNER_")) {
          throw new KeyUnavailableException(
              "The key file "
                  + path
                  + " is readable by other users. Run: chmod 600 "
                  + path
                  + " and replace the key if another user may have seen it.");
        }
      }
    }

    @Override
    public String describe() {
      return "the file " + path;
    }
  }

  /**
   * An entry of the operating system's keychain, with the content of a key file.
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

  /** The identities in a text, one per line; lines beginning with # are comments. */
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
   * Stores a new key in this source; it is on disk when the method returns.
   *
   * @param key the key
   * @return false if this source cannot store a key: the user must put it there
   * @throws KeyUnavailableException if it could not be stored, or the source exists already
   */
  boolean store(VaultKey key) throws KeyUnavailableException;

  /**
   * Loads the keys.
   *
   * @param env the process environment
   * @return the keys in their order; none if the source does not exist or is empty
   * @throws KeyFormatException if its content is not a key; the message does not quote it
   * @throws KeyUnavailableException if it cannot be read, or other users can read it
   */
  List<VaultKey> load(Map<String, String> env) throws KeyFormatException, KeyUnavailableException;

  /** The place in words, such as {@code the variable NAME}. */
  String describe();

  /**
   * Parses the text form of a key source.
   *
   * @param text {@code env:NAME}, {@code file:PATH} or {@code keychain:NAME}
   * @throws IllegalArgumentException if it has another form, with words for the user
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
