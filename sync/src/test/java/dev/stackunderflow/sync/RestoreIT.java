package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RestoreResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A device's state comes back from the bucket. */
class RestoreIT extends TwoPushingMachines {

  private static final String CONTENT =
      """
      SELECT p.provider, p.slug, p.path, p.display_name, s.session_id, s.first_ts, s.last_ts,
             s.message_count, m.seq, m.timestamp, m.role, m.model, m.input_tokens, m.output_tokens,
             m.cache_create_tokens, m.cache_read_tokens, m.content_text, m.tools_json, m.raw_json,
             m.is_sidechain, m.uuid, m.parent_uuid, m.speed
      FROM messages m JOIN sessions s ON s.id = m.session_fk JOIN projects p ON p.id = s.project_id
      ORDER BY 1, 2, 5, 9
      """;

  private List<List<String>> restored(String device, @Nullable Instant at) throws Exception {
    Path file = folder.resolve("restored-" + System.nanoTime() + ".db");
    RestoreResult result = b.sync().restore(device, at, file, Progress.NONE);
    List<List<String>> rows = RoundTripIT.rows(file, CONTENT);
    assertThat(result.events()).isEqualTo(rows.size());
    try (Store store = Store.open(file)) {
      assertThat(store.isForeign()).isFalse();
    }
    return rows;
  }

  @Test
  void everyRetainedStateIsRestoredEventForEvent() throws Exception {
    a.compactEvery(3);
    List<Instant> times = new ArrayList<>();
    List<List<List<String>>> states = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      if (i % 4 == 3) {
        a.rewrite(
            "-p",
            "two",
            Lines.user("w" + i, Lines.at(900 + i), "rewritten " + i),
            Lines.assistant("x" + i, Lines.at(901 + i), "kept", i));
        a.ingest();
        a.push();
      } else {
        push(1);
      }
      clock.advance(Duration.ofSeconds(10));
      times.add(clock.instant());
      states.add(RoundTripIT.rows(a.home().store(), CONTENT));
    }
    for (int i = 0; i < 30; i++) {
      assertThat(restored("laptop", times.get(i))).as("state " + i).isEqualTo(states.get(i));
    }
    assertThat(restored(a.status().deviceId(), null)).isEqualTo(states.getLast());
    assertThatThrownBy(() -> restored("laptop", Instant.parse("2020-01-01T00:00:00Z")))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("had published nothing");
    assertThatThrownBy(() -> restored("fridge", null))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("laptop");

    b.pull();
    b.push();
    clock.advance(Duration.ofDays(1));
    a.sync().prune(0, false);
    assertThat(restored("laptop", null)).isEqualTo(states.getLast());
    Path file = folder.resolve("pruned.db");
    assertThatThrownBy(() -> b.sync().restore("laptop", times.getFirst(), file, Progress.NONE))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("pruned")
        .hasMessageContaining("Nothing was written");
    assertThat(file).doesNotExist();
  }

  @Test
  void restoredStoreWorksAsAStore() throws Exception {
    push(3);
    Machine replacement = joined("replacement");
    Files.delete(replacement.home().store());
    b.sync().restore("laptop", null, replacement.home().store(), Progress.NONE);
    replacement.append("-p", "new", Lines.user("n1", Lines.at(500), "new"));
    replacement.ingest();
    replacement.push();
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(b.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(4);
    assertThatThrownBy(
            () -> b.sync().restore("laptop", null, replacement.home().store(), Progress.NONE))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("already exists");
  }
}
