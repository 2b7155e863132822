package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.engine.vault.SealedObject;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.testing.ForgedHead;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A taken over write-only device publishes the events of another one's session, equal but for the
 * raw lines, which no digest covers: its lines are neither shown, exported nor carried.
 */
class ForeignRawLinesIT extends CarriedSession {

  private Machine ci;

  @BeforeEach
  void beginAndCopy() throws Exception {
    checkOut();
    ci = machine("ci");
    ci.sync().join(a.sync().invite("ci"));
    ci.append(SLUG_THERE, ID, begun());
    ci.ingest();
    try (Connection store = Sqlite.open(ci.home().store())) {
      Sqlite.execute(
          store,
          "UPDATE messages SET raw_json = replace(raw_json, '\"type\":', '\"evil\":1,\"type\":')");
    }
    ci.push(); // before the session's own device: the smaller stamp
    b.pull();
    beginOnTheLaptop();
    sync();
  }

  private static String carriedText(Machine machine) throws IOException {
    Path projects = machine.folder().resolve(".claude/projects");
    var text = new StringBuilder();
    try (var files = Files.walk(projects)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Test
  void linesOfTheFullDeviceAreShownAndCarried() throws Exception {
    String laptop = a.status().deviceId();
    List<String> devices =
        b.view(
            catalog ->
                catalog.show(ID, new DeviceFilter.All()).getFirst().events().stream()
                    .map(event -> event.deviceId())
                    .distinct()
                    .toList());
    assertThat(devices).containsExactly(laptop);

    assertThat(carry(b, null).devices()).containsExactly("laptop");
    assertThat(carriedText(b)).contains("rain gauge").doesNotContain("\"evil\"");
    assertThat(a.view(Catalog::fingerprint)).isEqualTo(b.view(Catalog::fingerprint));
  }

  @Test
  void linesThatDifferAreListedWithTheirDevices() throws Exception {
    for (Machine machine : List.of(a, b)) {
      List<ConflictView> conflicts = machine.view(Catalog::conflicts);
      assertThat(conflicts).isNotEmpty();
      for (ConflictView conflict : conflicts) {
        assertThat(conflict.kind()).isEqualTo(ConflictView.Kind.RAW_LINE);
        assertThat(conflict.winner().deviceLabel()).isEqualTo("laptop");
        assertThat(conflict.winner().rawLine()).doesNotContain("\"evil\"");
        assertThat(conflict.loser().deviceLabel()).isEqualTo("ci");
        assertThat(conflict.loser().rawLine()).contains("\"evil\"");
      }
      assertThat(conflicts.stream().map(ConflictView::id)).doesNotHaveDuplicates();
      assertThat(machine.view(Catalog::conflictCount)).isZero();
      String id = conflicts.getFirst().id();
      assertThatThrownBy(() -> machine.sync().keep(id))
          .isInstanceOf(SyncException.Usage.class)
          .hasMessageContaining("line of laptop is always used")
          .hasMessageContaining("devices revoke " + ci.device().deviceId());
    }
  }

  /** Signed by the device, as a taken over one can: the events' stamps are not its push's. */
  @Test
  void stampsThatNoPushGivesAreRefused() throws Exception {
    DeviceFile device = DeviceFile.read(ci.home()).orElseThrow();
    String previous = Sha256.hex(s3.object(headOf(device.deviceId())));
    for (long stamp : List.of(0L, -5L, 1001L, Long.MAX_VALUE)) {
      byte[] segment = segment(stamp);
      var ref =
          new Head.SegmentRef(
              "2-0123456789abcdef", 1, 2, 2, 1000, segment.length, Sha256.hex(segment), 1);
      s3.put(
          "stackunderflow-sync/v1/segments/" + device.deviceId() + "/" + ref.id() + ".age",
          segment);
      s3.put(
          headOf(device.deviceId()),
          ForgedHead.of(
              VaultKey.parse(a.key()),
              device.signingKey(),
              new Head(
                  device.vaultId(),
                  new Head.Device(
                      device.deviceId(), device.incarnation(), "ci", Role.WRITE_ONLY, "x", "x"),
                  2,
                  previous,
                  "2026-11-23T00:00:00Z",
                  1000,
                  List.of(ref),
                  Map.of(),
                  Map.of(),
                  List.of(),
                  Head.Places.NONE)));

      PullResult pulled = b.pull();

      assertThat(pulled.quarantined()).as("stamp " + stamp).hasSize(1);
      assertThat(pulled.quarantined().getFirst().reason()).contains("break the format");
    }
  }

  private byte[] segment(long stamp) throws Exception {
    try (var writer = new SegmentWriter();
        Store store = Store.open(ci.home().store())) {
      var reader = new StoreReader(store);
      StoredSession session = reader.session(reader.sessionsAbove(0).getFirst());
      reader.read(session.id(), 0, event -> writer.add(session, 0, event, stamp));
      return SealedObject.seal(VaultKey.parse(a.key()).recipient(), writer.bytes());
    }
  }
}
