package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConflictIT extends TwoMachines {

  private static final String SLUG = "-home-me-src-app";

  private static List<String> texts(Machine machine) throws Exception {
    return machine.view(
        catalog ->
            catalog.show("one", new DeviceFilter.All()).getFirst().events().stream()
                .map(EventView::contentText)
                .toList());
  }

  /** Both write another event for the same moment of the same session; b publishes last. */
  private void differ() throws Exception {
    a.append(SLUG, "one", Lines.user("u1", Lines.at(1), "from a"));
    b.append(SLUG, "one", Lines.user("u2", Lines.at(1), "from b"));
    a.ingest();
    b.ingest();
    a.push();
    b.push();
  }

  @Test
  void lastWriteWinsInEitherPullOrder() throws Exception {
    differ();
    Machine first = joined("first");
    Machine second = joined("second");
    first.pull(); // takes both at once
    a.pull();
    b.pull();
    a.append(SLUG, "one", Lines.user("u9", Lines.at(9), "more of a"));
    a.ingest();
    a.push();
    second.pull();
    first.pull();
    b.pull();

    for (Machine machine : List.of(a, b, first, second)) {
      assertThat(texts(machine)).containsExactly("from b", "more of a");
      assertThat(machine.view(Catalog::conflictCount)).isEqualTo(1);
      assertThat(machine.status().conflictCount()).isEqualTo(1);
      ConflictView conflict = machine.view(Catalog::conflicts).getFirst();
      assertThat(conflict.winner().contentText()).isEqualTo("from b");
      assertThat(conflict.winner().deviceLabel()).isEqualTo("work");
      assertThat(conflict.loser().contentText()).isEqualTo("from a");
      assertThat(conflict.loser().deviceLabel()).isEqualTo("laptop");
    }
  }

  @Test
  void keptVersionIsShownOnAllDevices() throws Exception {
    differ();
    a.pull();
    String id = a.view(Catalog::conflicts).getFirst().id();
    ConflictView was = a.sync().keep(id.substring(0, 8));
    assertThat(was.loser().contentText()).isEqualTo("from a");
    Machine late = joined("late");
    b.pull();
    late.pull();
    for (Machine machine : List.of(a, b, late)) {
      assertThat(texts(machine)).containsExactly("from a");
      assertThat(machine.view(Catalog::conflicts)).hasSize(1);
    }
    byte[] ofA = a.view(Catalog::fingerprint);
    byte[] ofLate = late.view(Catalog::fingerprint);
    assertThat(ofA).isEqualTo(ofLate);

    b.sync().keep(b.view(Catalog::conflicts).getFirst().id());
    a.pull();
    late.pull();
    for (Machine machine : List.of(a, b, late)) {
      assertThat(texts(machine)).containsExactly("from b");
    }
    assertThatThrownBy(() -> a.sync().keep("ffff"))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("No conflict has the id ffff");
  }

  @Test
  void sameWinnerIfTheOtherDevicePublishesLast() throws Exception {
    a.append(SLUG, "one", Lines.user("u1", Lines.at(1), "from a"));
    b.append(SLUG, "one", Lines.user("u2", Lines.at(1), "from b"));
    a.ingest();
    b.ingest();
    b.push();
    a.push();
    a.pull();
    b.pull();

    assertThat(texts(a)).containsExactly("from a");
    assertThat(texts(b)).containsExactly("from a");
    assertThat(b.pull().conflicts()).isEqualTo(1);
  }

  @Test
  void copiedSessionCountsOnce() throws Exception {
    String line = Lines.assistant("u1", Lines.at(1), "said once", 100);
    a.append(SLUG, "one", line);
    b.append(SLUG, "one", line);
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    a.pull();
    b.pull();

    for (Machine machine : List.of(a, b)) {
      var total = machine.view(c -> c.report(new DeviceFilter.All())).total();
      assertThat(total.events()).isEqualTo(1);
      assertThat(total.tokens().output()).isEqualTo(100);
      assertThat(machine.view(Catalog::conflictCount)).isZero();
    }
  }

  @Test
  void differentSessionsAtTheSameMomentAreBothKept() throws Exception {
    a.append(SLUG, "one", Lines.user("u1", Lines.at(1), "from a"));
    b.append(SLUG, "two", Lines.user("u2", Lines.at(1), "from b"));
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    a.pull();

    assertThat(a.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(2);
    assertThat(a.view(Catalog::conflictCount)).isZero();
  }

  @Test
  void sessionOfAnotherMachineIsShownLikeALocalOne() throws Exception {
    a.append(SLUG, "one", Lines.user("u1", Lines.at(1), "begun on the laptop"));
    a.ingest();
    a.push();
    b.pull();

    var session = b.view(c -> c.sessions(new DeviceFilter.All(), 10)).getFirst();
    assertThat(session.deviceLabel()).isEqualTo("laptop");
    assertThat(session.title()).isEqualTo("begun on the laptop");
    List<SessionView> ownSessions = b.view(c -> c.sessions(new DeviceFilter.This(), 10));
    assertThat(ownSessions).isEmpty();
    List<ProjectView> projects = b.view(c -> c.projects(new DeviceFilter.One("laptop")));
    assertThat(projects).hasSize(1);
    assertThat(texts(b)).containsExactly("begun on the laptop");
  }
}
