package dev.stackunderflow.app.cli;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** What each says, as in docs/commands.md. */
  public static final SortedMap<Integer, String> MEANINGS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  DONE,
                  "done",
                  UNEXPECTED,
                  "an unexpected failure, or data of a newer version of the program; nothing was"
                      + " changed",
                  USAGE,
                  "the command was not understood, or names something that does not exist",
                  NOT_SET_UP,
                  "sync is not set up on this machine",
                  WRONG_KEY,
                  "the key is missing, malformed, or not the vault's",
                  UNREACHABLE,
                  "the bucket could not be reached; unsent data is queued",
                  DENIED,
                  "the bucket refused access, or does not exist",
                  TAMPERED,
                  "the bucket's content is not what a device of this vault wrote; everything else"
                      + " was imported",
                  BUSY,
                  "another sync is running (commands wait up to 30 s for the background sync)",
                  CHECK_FAILED,
                  "a check failed: doctor found a problem, or a report's cost is over its --check,"
                      + " or not known to be within it")));

  private ExitCode() {}
}
