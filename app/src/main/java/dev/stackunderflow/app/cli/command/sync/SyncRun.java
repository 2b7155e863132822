package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ProgressBar;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.sql.SQLException;

/** Pushes and pulls with a progress bar, and describes the results. */
final class SyncRun {

  private final Context context;

  SyncRun(Context context) {
    this.context = context;
  }

  PushResult push() throws SyncException {
    try (var bar = context.progress(ProgressBar.Unit.BYTES)) {
      PushResult result = context.sync().push(bar);
      result.notices().forEach(context::say);
      return result;
    }
  }

  /** A push without events is no success on a machine whose logs were never imported. */
  void sayIfNothingWasImported(PushResult result) throws IOException, SQLException {
    if (result.segments() == 0) {
      try (Store store = context.openStore()) {
        if (!store.isForeign() && new StoreReader(store).maxId() == 0) {
          context.say(
              "This machine's logs were not imported yet. To send its sessions:"
                  + " stackunderflow ingest && stackunderflow sync push");
        }
      }
    }
  }

  PullResult pull() throws SyncException {
    PullResult result;
    try (var bar = context.progress(ProgressBar.Unit.BYTES)) {
      result = context.sync().pull(bar);
    }
    result.notices().forEach(context::say);
    if (result.forgotten() > 0) {
      context.say(
          CountFormat.of(result.forgotten(), "event")
              + (result.forgotten() == 1 ? " was" : " were")
              + " deleted because another device asked for it.");
    }
    return result;
  }

  static String describe(PushResult result) {
    if (result.requests() == 0) {
      return "Nothing to push: the vault is up to date.";
    }
    if (result.segments() == 0) {
      return "No new events; updated this device's head in the vault ("
          + CountFormat.of(result.requests(), "request")
          + ").";
    }
    return "Pushed "
        + CountFormat.of(result.events(), "event")
        + " in "
        + CountFormat.of(result.segments(), "segment")
        + ", "
        + SizeFormat.of(result.bytes())
        + ", "
        + CountFormat.of(result.requests(), "request")
        + ".";
  }

  static String describe(PullResult result) {
    String conflicts =
        result.conflicts() == 0
            ? ""
            : " "
                + CountFormat.of(result.conflicts(), "conflict")
                + " resolved, the last write is shown: stackunderflow sync conflicts";
    return "Pulled "
        + CountFormat.of(result.events(), "event")
        + " from "
        + CountFormat.of(result.devices(), "other device")
        + ", "
        + SizeFormat.of(result.bytes())
        + ", "
        + CountFormat.of(result.requests(), "request")
        + "."
        + conflicts;
  }

  /** Names the devices that could not be pulled. */
  int exitCode(PullResult result) {
    result.quarantined().forEach(q -> context.say("Device " + q.label() + ": " + q.reason()));
    if (result.quarantined().stream().anyMatch(PullResult.Quarantine::tampered)) {
      return ExitCode.TAMPERED;
    }
    return result.quarantined().isEmpty() ? ExitCode.DONE : ExitCode.UNEXPECTED;
  }
}
