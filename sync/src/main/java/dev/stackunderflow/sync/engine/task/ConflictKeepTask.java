package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.decision.DecisionApplier;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Shows the losing version of a conflict from now on, on all devices. */
final class ConflictKeepTask {

  private final VaultSession vault;

  ConflictKeepTask(VaultSession vault) {
    this.vault = vault;
  }

  ConflictView run(String idOrPrefix)
      throws SyncException, BucketException, SQLException, IOException {
    ConflictView conflict = find(idOrPrefix);
    if (conflict.kind() == ConflictView.Kind.RAW_LINE) {
      throw new SyncException.Usage(
          "Only the raw lines differ, and "
              + conflict.loser().deviceLabel()
              + " is a write-only device: the line of "
              + conflict.winner().deviceLabel()
              + " is always used. Nothing was changed. If the device was taken over:"
              + " stackunderflow sync devices revoke "
              + conflict.loser().deviceId());
    }
    var keep =
        new Decision.Keep(
            conflict.provider(), conflict.sessionId(), conflict.timestamp(), conflict.digest());
    new DecisionApplier(vault).decide(List.of(keep));
    new Pusher(vault, Progress.NONE).run();
    return conflict;
  }

  private ConflictView find(String idOrPrefix) throws SyncException, SQLException, IOException {
    try (var catalog = Catalog.open(vault.context().home(), vault.store())) {
      List<ConflictView> found =
          catalog.conflicts().stream().filter(c -> c.id().startsWith(idOrPrefix)).toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
      throw new SyncException.Usage(
          (found.isEmpty() ? "No conflict has the id " : "Several conflicts begin with ")
              + idOrPrefix
              + ". Nothing was changed. See: stackunderflow sync conflicts");
    }
  }
}
