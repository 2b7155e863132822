package dev.stackunderflow.app.cli;

/** How the command ended, for scripts. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** Something that should not happen. */
  public static final int UNEXPECTED = 1;

  /** The command was not understood. */
  public static final int USAGE = 2;

  /** Sync is not set up here. */
  public static final int NOT_SET_UP = 3;

  /** The key is not the vault's. */
  public static final int WRONG_KEY = 4;

  /** The bucket could not be reached; what was to be sent is queued. */
  public static final int UNREACHABLE = 5;

  /** The bucket refused, or there is none of that name. */
  public static final int DENIED = 6;

  /** The bucket's content is not what a device of this vault wrote. */
  public static final int TAMPERED = 7;

  /** Another sync is running. */
  public static final int BUSY = 8;

  private ExitCode() {}
}
