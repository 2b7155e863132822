package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.core.redact.Identity;
import dev.stackunderflow.core.redact.Redactor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --redact}, on commands that print what was said. */
public final class RedactOption {

  @Option(
      names = "--redact",
      negatable = true,
      description =
          "Replace secrets of known forms, values of secret variables, home folders and your name;"
              + " list on stderr what was replaced.")
  private @Nullable Boolean redact;

  /**
   * The redactor.
   *
   * @param isUsual whether to redact where the user says nothing
   * @return null where nothing is redacted
   */
  public @Nullable Redactor redactor(Context context, boolean isUsual) {
    boolean isOn = redact == null ? isUsual : redact;
    return isOn ? new Redactor(Identity.of(context.env())) : null;
  }

  /** Says what was replaced, and that a person should look. */
  public static void say(Context context, @Nullable Redactor redactor) {
    if (redactor == null) {
      return;
    }
    String found =
        redactor.counts().entrySet().stream()
            .map(kind -> kind.getKey() + " " + CountFormat.of(kind.getValue()))
            .collect(Collectors.joining(", "));
    context.say(
        (found.isEmpty() ? "Nothing was redacted." : "Redacted: " + found + ".")
            + " Only known forms are found: look through the result before you share it.");
  }
}
