package dev.stackunderflow.app.cli;

import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.catalog.view.UnknownAgentException;
import dev.stackunderflow.core.catalog.view.UnknownDeviceException;
import dev.stackunderflow.core.export.QueryRejectedException;
import dev.stackunderflow.core.price.PriceFileException;
import dev.stackunderflow.core.sqlite.StorageDiagnostics;
import dev.stackunderflow.core.time.InvalidDateException;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** What a failed command ends with: the one place that maps exceptions to exit codes and words. */
public final class Failures {

  private Failures() {}

  /** The exit code of a failure, one of {@link ExitCode}. */
  public static int exitCode(Exception e) {
    return switch (e) {
      case UsageException _,
          SyncException.Usage _,
          UnknownAgentException _,
          UnknownDeviceException _,
          InvalidDateException _,
          CarryException _,
          QueryRejectedException _,
          FileAlreadyExistsException _,
          NotDirectoryException _,
          PriceFileException _ ->
          ExitCode.USAGE;
      case SyncException.NotConfigured _ -> ExitCode.NOT_SET_UP;
      case SyncException.WrongKey _ -> ExitCode.WRONG_KEY;
      case SyncException.Unreachable _ -> ExitCode.UNREACHABLE;
      case SyncException.Denied _ -> ExitCode.DENIED;
      case SyncException.Tampered _ -> ExitCode.TAMPERED;
      case SyncException.Busy _ -> ExitCode.BUSY;
      default -> ExitCode.UNEXPECTED;
    };
  }

  /**
   * What to tell the user: what happened, what is safe, what to do next.
   *
   * @param e the failure
   * @param folder the program's folder, named where the disk is the cause
   */
  public static String message(Exception e, Path folder) {
    Throwable cause =
        e instanceof SyncException.Unexpected && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof FileAlreadyExistsException file) {
      return file.getFile() + " already exists. Nothing was written. Choose another file name.";
    }
    if (cause instanceof NotDirectoryException missing) {
      return "There is no folder "
          + missing.getFile()
          + ". Nothing was written. Create it, or choose another place.";
    }
    if (!(cause instanceof SyncException)) {
      Optional<String> storage = StorageDiagnostics.words(cause, folder);
      if (storage.isPresent()) {
        return storage.get();
      }
    }
    if (e instanceof UsageException || e instanceof SyncException || e instanceof IOException) {
      return String.valueOf(e.getMessage());
    }
    return "Unexpected failure: "
        + e
        + ". Nothing is lost: every write is all or nothing. Please report it with the command"
        + " that you ran.";
  }

  /** What to tell the user of a path that this machine cannot have, such as that of the home. */
  public static String message(InvalidPathException e) {
    if (e.getInput().isEmpty()) {
      return "This user has no home folder. Nothing was changed. Set HOME to a folder of yours and run"
          + " the command again.";
    }
    return "This locale has no letters for the path "
        + TerminalText.safe(e.getInput())
        + ". Nothing was changed, and nothing is lost. Set LC_ALL=C.UTF-8 and run the command again.";
  }

  /** What to tell the user of an error of the Java runtime, such as memory that ran out. */
  public static String message(Error e) {
    return e instanceof OutOfMemoryError
        ? StorageDiagnostics.noMemory()
        : "The Java runtime failed: "
            + e
            + ". Nothing is lost: every write is all or nothing. Please report it with the command"
            + " that you ran.";
  }
}
