package dev.stackunderflow.app.cli.setup;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.core.file.ShellText;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Questions on a terminal. An answer that does not fit is asked for again. */
final class Dialog {

  /** What a user types instead of an answer to go back to the question before. */
  static final String BACK = "<";

  /** A line of a shell or of ~/.aws/credentials, pasted with the name in front of the value. */
  private static final Pattern NAME =
      Pattern.compile(
          "^(export\\s+)?((AWS|STACKUNDERFLOW)_\\w+\\s*=\\s*|\\w+\\s*=\\s*(?=['\"]?AGE-))",
          Pattern.CASE_INSENSITIVE);

  private final Context context;

  Dialog(Context context) {
    this.context = context;
  }

  /** A question's answer is not usable; the message says why. */
  static final class BadAnswer extends Exception {
    BadAnswer(@Nullable String message) {
      super(message);
    }
  }

  /** The user wants to answer the question before again. */
  static final class GoBack extends Exception {}

  /** Checks an answer and returns what is made of it. */
  @FunctionalInterface
  interface Check<T> {
    T of(String answer) throws BadAnswer;
  }

  void say(String message) {
    context.say(message);
  }

  /**
   * Asks until the answer fits.
   *
   * @param question without a colon
   * @param standard the answer to an empty line; null if there is none
   * @throws UsageException at the end of the input
   * @throws GoBack if the user wants that
   */
  <T> T ask(String question, @Nullable String standard, Check<T> check)
      throws UsageException, GoBack {
    while (true) {
      String prompt = question + (standard == null ? "" : " [" + standard + "]") + ": ";
      String typed = answer(context.terminal().asks(prompt));
      try {
        return check.of(typed.isEmpty() && standard != null ? standard : typed);
      } catch (BadAnswer e) {
        say("  " + e.getMessage());
      }
    }
  }

  /** Asks for a text that is not empty. */
  String text(String question) throws UsageException, GoBack {
    return ask(question, null, Dialog::required);
  }

  /** Asks for a secret, which is not shown. */
  <T> T secret(String question, Check<T> check) throws UsageException, GoBack {
    while (true) {
      String typed = answer(context.terminal().asksSecret(question + " (not shown): "));
      try {
        return check.of(required(typed));
      } catch (BadAnswer e) {
        say("  " + e.getMessage());
      }
    }
  }

  /** Asks for yes or no. */
  boolean yes(String question, boolean standard) throws UsageException, GoBack {
    return ask(
        question + (standard ? " [Y/n]" : " [y/N]"),
        null,
        typed ->
            switch (typed.toLowerCase(Locale.ROOT)) {
              case "" -> standard;
              case "y", "yes" -> true;
              case "n", "no" -> false;
              default -> throw new BadAnswer("Type y or n.");
            });
  }

  /**
   * Lists possibilities, and asks for one.
   *
   * @param question a sentence
   * @param words what to show of each
   * @return the chosen one; the first is the standard
   */
  <T> T choose(String question, List<T> possibilities, Function<T, String> words)
      throws UsageException, GoBack {
    say("");
    say(question);
    for (int i = 0; i < possibilities.size(); i++) {
      say("  " + (i + 1) + "  " + words.apply(possibilities.get(i)));
    }
    return ask(
        "Choose",
        "1",
        typed -> {
          int index = typed.matches("[0-9]{1,2}") ? Integer.parseInt(typed) : 0;
          if (index < 1 || index > possibilities.size()) {
            throw new BadAnswer(
                possibilities.size() == 1
                    ? "Type 1, or " + BACK + " to go back."
                    : "Type a number from 1 to " + possibilities.size() + ".");
          }
          return possibilities.get(index - 1);
        });
  }

  private static String required(String typed) throws BadAnswer {
    if (typed.isEmpty()) {
      throw new BadAnswer("Type an answer; " + BACK + " goes back, Ctrl-C stops.");
    }
    return typed;
  }

  /** What was typed, without what is pasted along with a value: blanks, its name, quotes. */
  private static String answer(@Nullable String typed) throws UsageException, GoBack {
    if (typed == null) {
      throw new UsageException("The input ended. Sync was not set up.");
    }
    String answer = NAME.matcher(TerminalText.safe(typed.strip())).replaceFirst("");
    if (answer.equals(BACK)) {
      throw new GoBack();
    }
    return ShellText.withoutQuotes(answer);
  }
}
