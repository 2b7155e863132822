package dev.stackunderflow.sync;

import static dev.stackunderflow.sync.Rollouts.THREAD;

import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of carried Codex sessions have in common. */
abstract class CarriedRollouts extends CarriedSession {

  static final String SECOND = THREAD + "_019d56b2-7777-74c1-a846-bb513cf94e0f";
  static final String SECOND_ID = SECOND.substring(SECOND.indexOf('_') + 1);

  Path there;
  Rollouts codex;

  @BeforeEach
  void checkOutThere() throws IOException {
    there = Files.createDirectories(a.folder().resolve("laptop's/src/app")).toRealPath();
    codex = new Rollouts(there);
  }

  CarryPlan carryCodex(Machine machine, String id) throws Exception {
    try (Store store = Store.open(machine.home().store());
        UnionView view = UnionView.open(machine.home(), store);
        var carrier = new Carrier(view, machine.env(), ZoneOffset.UTC)) {
      CarryPlan plan =
          carrier.plan(new SessionFiles(view).find(id).getFirst(), machine == b ? here : null);
      carrier.write(plan);
      return plan;
    }
  }
}
