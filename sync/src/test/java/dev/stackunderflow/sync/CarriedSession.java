package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of CarryIT and its neighbours have in common. */
abstract class CarriedSession extends TwoMachines {

  static final String ID = "4f6c2b1e-0000-4000-8000-000000000001";
  static final String THERE = "/home/me/src/app";
  static final String SLUG_THERE = "-home-me-src-app";

  Path here;

  @BeforeEach
  void checkOut() throws IOException {
    here = Files.createDirectories(b.folder().resolve("src/app")).toRealPath();
  }

  /** A line as Claude Code writes it in this folder. */
  static String in(Object folder, String line) {
    return line.replace("\"cwd\":\"" + THERE + "\"", "\"cwd\":\"" + folder + "\"");
  }

  static String[] begun() {
    return new String[] {
      """
      {"type":"summary","summary":"A rain gauge","leafUuid":"u2"}""",
      Lines.user("u1", Lines.at(1), "look at /home/me/src/app/gauge.py"),
      """
      {"type":"file-history-snapshot","messageId":"u1","snapshot":{"cwd":"/home/me/src/app"}}""",
      Lines.assistant("u2", Lines.at(2), "a rain gauge", 50),
      in(THERE + "/docs", Lines.user("u3", Lines.at(3), "and the docs")),
      """
      {"type":"mode","mode":"normal","sessionId":"s"}""",
      """
      {"type":"mode","mode":"normal","sessionId":"s"}"""
    };
  }

  void beginOnTheLaptop() throws Exception {
    a.append(SLUG_THERE, ID, begun());
    a.ingest();
    a.push();
    b.pull();
  }

  static CarryPlan carry(Machine machine, @Nullable Path to) throws SQLException, IOException {
    try (Store store = Store.open(machine.home().store());
        UnionView view = UnionView.open(machine.home(), store);
        var carrier = new Carrier(view, machine.env(), ZoneOffset.UTC)) {
      CarryPlan plan = carrier.plan(new SessionFiles(view).find(ID.substring(0, 8)).getFirst(), to);
      carrier.write(plan);
      return plan;
    }
  }

  static String slug(Path folder) {
    return folder.toString().replaceAll("[^A-Za-z0-9]", "-");
  }

  void sync() throws Exception {
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    a.pull();
    b.pull();
  }

  static Report.Counts totals(Machine machine) throws Exception {
    return machine.view(catalog -> catalog.report(new DeviceFilter.All())).total();
  }

  static List<String> shown(Machine machine) throws Exception {
    return machine.view(
        catalog ->
            catalog.show(ID, new DeviceFilter.All()).getFirst().events().stream()
                .filter(e -> e.role().equals("user") || e.role().equals("assistant"))
                .map(EventView::contentText)
                .toList());
  }

  void bothSee(String... texts) throws Exception {
    assertThat(shown(a)).containsExactly(texts);
    assertThat(shown(b)).containsExactly(texts);
    assertThat(totals(b)).isEqualTo(totals(a));
    assertThat(totals(a).events()).isEqualTo(texts.length);
    assertThat(totals(a).sessions()).isEqualTo(1);
    assertThat(a.view(Catalog::fingerprint)).isEqualTo(b.view(Catalog::fingerprint));
    assertThat(a.view(Catalog::conflicts)).isEmpty();
    assertThat(b.view(Catalog::conflicts)).isEmpty();
  }

  /** What both append has times and ids of its own; only lines without a time share one. */
  void goOnOnBoth(String slugOfA, Path folderOfA, Path folderOfB) throws Exception {
    a.append(
        slugOfA,
        ID,
        """
        {"type":"last-prompt","lastPrompt":"from the laptop"}""",
        in(folderOfA, Lines.user("a4", Lines.at(4), "more on the laptop")),
        in(folderOfA, Lines.assistant("a6", Lines.at(6), "laptop's answer", 60)));
    b.append(
        slug(folderOfB),
        ID,
        """
        {"type":"custom-title","customTitle":"from work"}""",
        in(folderOfB, Lines.user("b5", Lines.at(5), "more at work")),
        in(folderOfB, Lines.assistant("b7", Lines.at(7), "work's answer", 70)));
  }
}
