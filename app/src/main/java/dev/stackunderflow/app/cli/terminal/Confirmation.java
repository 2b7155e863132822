package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.cli.UsageException;

/** Asks before something is changed that cannot be undone, or a secret is shown. */
public final class Confirmation {

  private final Context context;
  private final boolean yes;

  /**
   * Creates one.
   *
   * @param context where to ask
   * @param yes whether the user has confirmed on the command line already
   */
  public Confirmation(Context context, boolean yes) {
    this.context = context;
    this.yes = yes;
  }

  /**
   * Returns if the user confirms.
   *
   * @param question ends with a question mark
   * @throws UsageException if they do not, or there is nobody to ask; says that nothing was changed
   */
  public void require(String question) throws UsageException {
    require(question, "Nothing was changed.");
  }

  /** The same, with other words for what did not happen. */
  public void require(String question, String otherwise) throws UsageException {
    if (!yes && !isConfirmed(question)) {
      throw new UsageException(
          otherwise + " To confirm, type yes when asked; in a script, add --yes.");
    }
  }

  private boolean isConfirmed(String question) {
    if (!context.terminal().interactive()) {
      return false;
    }
    context.say(question);
    String answer = context.terminal().asks("Type yes: ");
    return answer != null && answer.strip().equalsIgnoreCase("yes");
  }
}
