package dev.stackunderflow.app.cli.option;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a key is: one of three options. */
public final class KeyOption {

  private static final String ENV = "env:";

  @Option(
      names = "--key-from-env",
      paramLabel = "NAME",
      description = "The environment variable that holds the key, or will hold it.")
  private @Nullable String variable;

  @Option(
      names = "--key-file",
      paramLabel = "PATH",
      description = "The file that holds the key: an age identity that only you can read.")
  private @Nullable Path file;

  @Option(
      names = "--key-from-keychain",
      paramLabel = "NAME",
      arity = "0..1",
      fallbackValue = "vault",
      description =
          "The entry of the system keychain that holds the key (default: ${FALLBACK-VALUE}).")
  private @Nullable String entry;

  /**
   * The source as a device stores it: {@code env:NAME}, {@code file:PATH} or {@code keychain:NAME}.
   */
  public String source() {
    if (variable != null) {
      return ENV + variable;
    }
    return entry != null
        ? "keychain:" + entry
        : "file:" + Objects.requireNonNull(file).toAbsolutePath().normalize();
  }

  /** What a user needs to keep: a shell line for a variable, otherwise the key itself. */
  public static String line(String source, String secret) {
    return source.startsWith(ENV)
        ? "export " + source.substring(ENV.length()) + "=" + secret
        : secret;
  }
}
