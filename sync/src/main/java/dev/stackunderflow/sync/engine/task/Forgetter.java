package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.ForgetProject;
import dev.stackunderflow.core.decision.Decision.ForgetSession;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.ForgetResult;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.decision.DecisionApplier;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Deletes sessions or projects: here, in the bucket, and on all other devices. */
final class Forgetter {

  private final VaultSession vault;

  Forgetter(VaultSession vault) {
    this.vault = vault;
  }

  private record Plan(List<Forget> forgets, ForgetResult result) {}

  /** What would be deleted. Changes nothing. */
  ForgetResult plan(ForgetRequest request) throws SyncException, SQLException, IOException {
    return find(request).result();
  }

  /**
   * Deletes. On this device that is done before the first request; the bucket's copy is deleted by
   * the next successful push.
   */
  ForgetResult run(ForgetRequest request, Progress progress)
      throws SyncException, BucketException, SQLException, IOException {
    Plan plan = find(request);
    var decisions = new DecisionApplier(vault);
    decisions.decide(plan.forgets());
    List<String> notices = new ArrayList<>();
    decisions.notice().ifPresent(notices::add);
    notices.addAll(new Pusher(vault, progress).run().notices());
    ForgetResult result = plan.result();
    return new ForgetResult(
        result.names(), result.devices(), result.thisDevice(), List.copyOf(notices));
  }

  private Plan find(ForgetRequest request) throws SyncException, SQLException, IOException {
    try (var catalog = catalog()) {
      List<Forget> forgets =
          switch (request) {
            case ForgetRequest.OfSession s -> sessions(catalog, s);
            case ForgetRequest.OfProject p -> projects(catalog, p);
          };
      return new Plan(
          forgets,
          new ForgetResult(
              forgets.stream().map(Forgetter::name).toList(),
              catalog.affectedBy(ForgetRules.by(forgets)),
              vault.device().deviceId(),
              List.of()));
    }
  }

  /** Deleting must not depend on a file that is only an index. */
  private Catalog catalog() throws SQLException, IOException {
    try {
      return Catalog.open(vault.context().home(), vault.store());
    } catch (SQLException e) {
      return Catalog.openInMemory(vault.context().home(), vault.store());
    }
  }

  private static List<Forget> sessions(Catalog catalog, ForgetRequest.OfSession request)
      throws SyncException, SQLException {
    List<Forget> found = catalog.sessionsToForget(request.idOrPrefix(), request.before());
    if (found.size() == 1) {
      return found;
    }
    var known = new StringBuilder();
    found.stream().limit(20).forEach(forget -> known.append("\n  ").append(name(forget)));
    throw new SyncException.Usage(
        found.isEmpty()
            ? "No session has the id "
                + request.idOrPrefix()
                + ". Nothing was changed. See: stackunderflow sessions"
            : "Several sessions begin with "
                + request.idOrPrefix()
                + ". Nothing was changed. Name one of these:"
                + known);
  }

  private static List<Forget> projects(Catalog catalog, ForgetRequest.OfProject request)
      throws SyncException, SQLException {
    List<Forget> found = catalog.projectsToForget(request.name(), request.before());
    if (found.isEmpty()) {
      throw new SyncException.Usage(
          "There is no project "
              + request.name()
              + ". Nothing was changed. See: stackunderflow projects");
    }
    return found;
  }

  private static String name(Forget forget) {
    return switch (forget) {
      case ForgetSession session -> session.thread();
      case ForgetProject project -> project.slug();
    };
  }
}
