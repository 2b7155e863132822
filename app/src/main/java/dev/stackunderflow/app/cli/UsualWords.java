package dev.stackunderflow.app.cli;

import java.util.Arrays;

/** Words that other programs use for {@code --help} and {@code --version}. */
public final class UsualWords {

  private UsualWords() {}

  /** The arguments in this program's words: {@code help report} becomes {@code report --help}. */
  public static String[] replaced(String... args) {
    String first = args.length == 0 ? "" : args[0];
    if (first.equals("help")) {
      String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
      asked[asked.length - 1] = "--help";
      return asked;
    }
    boolean isVersion = first.equals("version") || first.equals("-v");
    return isVersion && args.length == 1 ? new String[] {"--version"} : args;
  }
}
