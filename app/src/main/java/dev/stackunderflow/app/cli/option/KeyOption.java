package dev.stackunderflow.app.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a key is: one of three options. */
public final class KeyOption {

  private static final String ENV = "env:";

  @Option(
      names = "--key-from-env",
      paramLabel = "NAME",
      description = "The variable that holds the key, or will hold it.")
  private @Nullable String variable;

  @Option(
      names = "--key-file",
      paramLabel = "PATH",
      description = "The file that holds the key: an age identity, readable by you only.")
  private @Nullable String file;

  @Option(
      names = "--key-from-keychain",
      paramLabel = "NAME",
      arity = "0..1",
      fallbackValue = "vault",
      description =
          "The entry of the system's keychain that holds the key (default name: ${FALLBACK-VALUE}).")
  private @Nullable String entry;

  /** The form in which a device remembers it. */
  public String source() {
    if (variable != null) {
      return ENV + variable;
    }
    return entry != null
        ? "keychain:" + entry
        : "file:" + Path.of(String.valueOf(file)).toAbsolutePath().normalize();
  }

  /** The line by which a user keeps the key in a source, or the key itself. */
  public static String line(String source, String secret) {
    return source.startsWith(ENV)
        ? "export " + source.substring(ENV.length()) + "=" + secret
        : secret;
  }
}
