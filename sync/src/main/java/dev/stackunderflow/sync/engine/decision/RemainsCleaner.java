package dev.stackunderflow.sync.engine.decision;

import dev.stackunderflow.core.catalog.index.CatalogFile;
import dev.stackunderflow.core.decision.Remains;
import dev.stackunderflow.core.decision.Remains.Place;
import dev.stackunderflow.core.decision.Remains.Remain;
import dev.stackunderflow.core.sqlite.Rewrite;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.time.Backoff;
import dev.stackunderflow.sync.engine.vault.ReplicaRepair;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Removes bytes of deleted events from this machine's files: rewrites the databases, empties their
 * journals and the catalog. What cannot be cleaned now is tried again later, each file for itself.
 */
final class RemainsCleaner {

  /** Rewriting a large database takes long, and a full disk stays full for a while. */
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(2), Duration.ofHours(6));

  private final VaultSession vault;
  private final Remains remains;
  private final Map<Place, String> reasons = new EnumMap<>(Place.class);

  RemainsCleaner(VaultSession vault, Remains remains) {
    this.vault = vault;
    this.remains = remains;
  }

  /** Cleans every place whose next attempt is due. */
  void clean() throws SQLException, IOException {
    Instant now = vault.now();
    for (Remain remain : remains.all()) {
      // A clock that was set back must not postpone it for ever.
      boolean isWaiting =
          remain.nextAttempt().isAfter(now)
              && remain.nextAttempt().isBefore(now.plus(BACKOFF.limit()));
      if (!isWaiting) {
        attempt(remain);
      }
    }
  }

  private void attempt(Remain remain) throws SQLException, IOException {
    try {
      clean(remain);
    } catch (SQLException e) {
      if (remain.place() == Place.REPLICA && Sqlite.isDamage(e)) {
        throw e; // it is repaired, and the deletions are learned again
      }
      failed(remain, Rewrite.reason(e));
      return;
    } catch (IOException e) {
      failed(remain, e.toString());
      return;
    }
    remains.clean(remain.place());
    reasons.remove(remain.place());
  }

  private void failed(Remain remain, String reason) {
    int attempts = remain.attempts() + 1;
    Instant next = vault.now().plus(BACKOFF.delay(attempts, vault.context().random()));
    reasons.put(remain.place(), reason);
    try {
      remains.failed(remain.place(), attempts, next, reason);
    } catch (SQLException e) {
      reasons.put(remain.place(), reason + "; " + Rewrite.reason(e)); // the next sync tries again
    }
  }

  private void clean(Remain remain) throws SQLException, IOException {
    switch (remain.place()) {
      case STORE -> {
        if (!vault.store().isForeign()) {
          rewrite(vault.store().connection(), vault.store().file(), remain);
        }
      }
      case REPLICA -> rewrite(vault.replica().connection(), vault.replica().file(), remain);
      case SET_ASIDE -> ReplicaRepair.deleteSetAside(vault.context().home());
      case CATALOG -> CatalogFile.clear(vault.context().home().catalog());
    }
  }

  private void rewrite(Connection db, Path file, Remain remain) throws SQLException, IOException {
    if (!remain.isRewritten()) {
      Rewrite.run(db, file);
      remains.rewritten(remain.place());
    }
    Rewrite.emptyLog(db);
  }

  /** What is left after attempts that failed, for the user; empty if none was made or failed. */
  Optional<String> notice() throws SQLException, IOException {
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    String files =
        remains.all().stream()
            .map(r -> file(r.place()) + " (" + reason(r) + ")")
            .collect(Collectors.joining(" and in "));
    return Optional.of(
        "The deleted events are in no view, search or sync any more, but parts of their text can"
            + " still be in "
            + files
            + ". Nothing else is affected. Sync tries again by itself, at longer and longer"
            + " intervals up to "
            + BACKOFF.limit().toHours()
            + " hours.");
  }

  private String reason(Remain remain) {
    String now = reasons.get(remain.place());
    return now != null ? now : remain.reason() != null ? remain.reason() : "not tried yet";
  }

  private String file(Place place) {
    var home = vault.context().home();
    return switch (place) {
      case STORE -> home.store().toString();
      case REPLICA -> home.replica().toString();
      case SET_ASIDE -> "damaged databases in " + home.syncFolder();
      case CATALOG -> home.catalog().toString();
    };
  }
}
