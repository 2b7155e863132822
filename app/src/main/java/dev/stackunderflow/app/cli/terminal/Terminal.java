package dev.stackunderflow.app.cli.terminal;

import java.io.Console;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the output goes to.
 *
 * @param interactive whether it is a terminal that a person watches
 * @param colour whether to use colours
 * @param keyboard what the person types
 */
public record Terminal(boolean interactive, boolean colour, Keyboard keyboard) {

  /** Lines that a person types. */
  public interface Keyboard {

    /** Shows a prompt and reads a line; null at the end of the input. */
    @Nullable String line(String prompt);

    /** The same for a secret: what is typed is not shown. */
    @Nullable String secret(String prompt);
  }

  /** The keyboard of this process. */
  private static final Keyboard CONSOLE =
      new Keyboard() {
        @Override
        public @Nullable String line(String prompt) {
          return Optional.ofNullable(System.console())
              .map(console -> console.readLine("%s", prompt))
              .orElse(null);
        }

        @Override
        public @Nullable String secret(String prompt) {
          return Optional.ofNullable(System.console())
              .map(console -> console.readPassword("%s", prompt))
              .map(String::new)
              .orElse(null);
        }
      };

  /** A file or another program. */
  public static final Terminal NONE = new Terminal(false, false);

  /** A terminal with the keyboard of this process. */
  public Terminal(boolean interactive, boolean colour) {
    this(interactive, colour, CONSOLE);
  }

  /**
   * Asks for a line of text.
   *
   * @param prompt shown before it
   * @return the line, null if there is no terminal
   */
  public @Nullable String asks(String prompt) {
    return interactive ? keyboard.line(prompt) : null;
  }

  /**
   * Asks for a secret, which is not shown as it is typed.
   *
   * @param prompt shown before it
   * @return the line, null if there is no terminal
   */
  public @Nullable String asksSecret(String prompt) {
    return interactive ? keyboard.secret(prompt) : null;
  }

  /** The terminal of this process; respects {@code NO_COLOR} and {@code TERM}. */
  public static Terminal of(Map<String, String> env) {
    // Without a terminal this is null on JDK 25, and not null on JDK 22 to 24.
    boolean interactive =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    boolean refused = !env.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = env.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(interactive, interactive && !refused && !dumb);
  }
}
