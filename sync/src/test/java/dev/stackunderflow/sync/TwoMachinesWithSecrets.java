package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the tests of ForgetIT and its neighbours have in common. */
abstract class TwoMachinesWithSecrets extends TwoMachines {

  static final String SECRET = "the-plan-nobody-may-know";
  static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  static ForgetRequest session(String id) {
    return new ForgetRequest.OfSession(id, NOW);
  }

  static List<String> texts(Machine machine, String session) throws Exception {
    return machine.view(
        c ->
            c.show(session, new DeviceFilter.All()).stream()
                .flatMap(t -> t.events().stream())
                .map(EventView::contentText)
                .toList());
  }

  static List<String> sessions(Machine machine) throws Exception {
    return machine.view(
        c ->
            c.sessions(new DeviceFilter.All(), 100).stream()
                .map(SessionView::sessionId)
                .sorted()
                .toList());
  }

  void write(Machine machine, String project, String session, int second, String text)
      throws Exception {
    machine.append(
        project,
        session,
        Lines.user(session + second, Lines.at(second), text + second)
            .replace("/home/me/src/app", "/home/me/src/" + project));
    machine.ingest();
  }

  /** Both machines hold two sessions each, and the other's. */
  void begin() throws Exception {
    write(a, "-p", "one", 1, SECRET);
    write(a, "-p", "two", 2, "kept");
    a.push();
    write(a, "-p", "one", 3, SECRET);
    a.push();
    write(b, "-p", "three", 4, "kept");
    b.push();
    a.pull();
    b.pull();
  }

  static void isNowhere(Machine machine) throws Exception {
    machine.view(
        c ->
            c.search(
                new SearchQuery(List.of("kept"), ViewFilter.of(new DeviceFilter.All()), null, 9)));
    for (Map.Entry<String, byte[]> file : files(machine).entrySet()) {
      assertThat(new String(file.getValue(), StandardCharsets.ISO_8859_1))
          .as(file.getKey())
          .doesNotContain(SECRET);
    }
  }

  void everybodySeesTheSame(Machine... machines) throws Exception {
    byte[] first = machines[0].view(Catalog::fingerprint);
    for (Machine machine : machines) {
      byte[] its = machine.view(Catalog::fingerprint);
      assertThat(its).isEqualTo(first);
    }
  }
}
