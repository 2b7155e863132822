package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** What the tests have in common that carry sessions of agents with documents. */
abstract class CarriedDocuments extends TwoMachines {

  static final String THERE = "/home/ann/src/my.app";

  /** A folder that no two agents name alike. */
  Path here;

  @BeforeEach
  void checkOut() throws Exception {
    here = Files.createDirectories(b.folder().resolve("src/My app.ü")).toRealPath();
  }

  static Path write(Machine machine, String file, String... lines) throws Exception {
    Path path = machine.folder().resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", lines) + "\n");
    return path;
  }

  static void append(Path file, String... lines) throws Exception {
    Files.writeString(file, String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
  }

  void send() throws Exception {
    a.ingest();
    a.push();
    b.pull();
  }

  void sync() throws Exception {
    for (Machine machine : List.of(a, b)) {
      machine.ingest();
      machine.push();
    }
    a.pull();
    b.pull();
  }

  static CarryPlan carry(Machine machine, String provider, String id, Path to) throws Exception {
    try (Store store = Store.open(machine.home().store());
        UnionView view = UnionView.open(machine.home(), store);
        var carrier = new Carrier(view, machine.env(), ZoneOffset.UTC)) {
      CarryPlan plan = carrier.plan(new SessionName(provider, id), to);
      carrier.write(plan);
      return plan;
    }
  }

  /** The only file below a folder whose name ends so. */
  static Path only(Machine machine, String folder, String ending) throws Exception {
    try (Stream<Path> files = Files.walk(machine.folder().resolve(folder))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  static Report.Counts total(Machine machine) throws Exception {
    return machine.view(catalog -> catalog.report(new DeviceFilter.All())).total();
  }

  static List<String> said(Machine machine, String id) throws Exception {
    return machine.view(
        catalog ->
            catalog.show(id, new DeviceFilter.All()).getFirst().events().stream()
                .filter(e -> e.role().equals("user") || e.role().equals("assistant"))
                .map(EventView::contentText)
                .toList());
  }

  void bothSay(String id, String... texts) throws Exception {
    assertThat(said(a, id)).containsExactly(texts);
    assertThat(said(b, id)).containsExactly(texts);
    assertThat(total(b)).isEqualTo(total(a));
    assertThat(total(a).sessions()).isEqualTo(1);
    assertThat(a.view(Catalog::conflicts)).isEmpty();
    assertThat(b.view(Catalog::conflicts)).isEmpty();
  }
}
