package dev.stackunderflow.app.cli;

/** How a command ended, for scripts. The table in docs/commands.md has the same numbers. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** An unexpected failure, or data of a newer version of the program. */
  public static final int UNEXPECTED = 1;

  /** The command was not understood, or names something that does not exist. */
  public static final int USAGE = 2;

  /** Sync is not set up on this machine. */
  public static final int NOT_SET_UP = 3;

  /** The key is missing, malformed, or not the vault's. */
  public static final int WRONG_KEY = 4;

  /** The bucket could not be reached; unsent data is queued. */
  public static final int UNREACHABLE = 5;

  /** The bucket refused access, or does not exist. */
  public static final int DENIED = 6;

  /** The bucket's content is not what a device of this vault wrote. */
  public static final int TAMPERED = 7;

  /** Another sync is running. */
  public static final int BUSY = 8;

  /** A check failed: {@code doctor} found a problem, or a report is over its limit. */
  public static final int CHECK_FAILED = 9;

  private ExitCode() {}
}
