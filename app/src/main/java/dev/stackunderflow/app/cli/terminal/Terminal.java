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
 */
public record Terminal(boolean interactive, boolean colour) {

  /** A file or another program. */
  public static final Terminal NONE = new Terminal(false, false);

  /**
   * Asks a question; without a terminal the answer is no.
   *
   * @param question ends with a question mark
   * @return whether the user typed {@code yes}
   */
  public boolean confirms(String question) {
    return "yes".equals(asks(question + " Type yes: "));
  }

  /**
   * Asks for a line of text.
   *
   * @param prompt shown before it
   * @return the line, null if there is no terminal
   */
  public @Nullable String asks(String prompt) {
    Console console = interactive ? System.console() : null;
    return console == null ? null : console.readLine("%s", prompt);
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
