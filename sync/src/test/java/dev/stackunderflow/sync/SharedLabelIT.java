package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two devices with one label are told apart in every view. */
class SharedLabelIT extends TwoMachines {

  @Test
  void devicesWithOneLabelBearTheBeginningOfTheirIds() throws Exception {
    Machine twin = joined("elsewhere/laptop"); // a machine is named after its folder
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "of the first"));
    twin.append("-p", "two", Lines.user("u2", Lines.at(2), "of the second"));
    for (Machine machine : new Machine[] {a, twin}) {
      machine.ingest();
      machine.push();
    }
    b.pull();

    List<SessionView> all = b.view(c -> c.sessions(new DeviceFilter.All(), 10));
    String second = label(twin);
    List<SessionView> ofTwin = b.view(c -> c.sessions(new DeviceFilter.One(second), 10));
    assertThat(all)
        .extracting(SessionView::deviceLabel)
        .containsExactlyInAnyOrder(label(a), label(twin))
        .doesNotHaveDuplicates();
    assertThat(ofTwin).extracting(SessionView::sessionId).containsExactly("two");
  }

  private static String label(Machine machine) throws Exception {
    return machine.status().label() + " (" + machine.status().deviceId().substring(0, 8) + ")";
  }
}
