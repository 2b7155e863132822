package dev.stackunderflow.app.cli.terminal;

import java.io.Console;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at the output.
 *
 * @param interactive whether a person sees it as it is written
 * @param colour whether colours are welcome
 */
public record Terminal(boolean interactive, boolean colour) {

  /** Nobody: a file or another program. */
  public static final Terminal NONE = new Terminal(false, false);

  /**
   * Asks the person; where there is none the answer is no.
   *
   * @param question ends with a question mark
   * @return whether they typed {@code yes}
   */
  public boolean confirms(String question) {
    return "yes".equals(asks(question + " Type yes: "));
  }

  /**
   * Has the person type a line.
   *
   * @param prompt what they see before it
   * @return the line, null where there is nobody to ask
   */
  public @Nullable String asks(String prompt) {
    Console console = interactive ? System.console() : null;
    return console == null ? null : console.readLine("%s", prompt);
  }

  /** Finds out from the process and its environment ({@code NO_COLOR}, {@code TERM}). */
  public static Terminal of(Map<String, String> env) {
    // Null on a JDK 25 that is no terminal's, and not null on a JDK 22 to 24.
    boolean interactive =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    boolean refused = !env.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = env.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(interactive, interactive && !refused && !dumb);
  }
}
