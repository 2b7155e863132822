package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The process ends before its 1st, 2nd, 3rd… request, or when that one took effect and before its
 * answer is seen; the same command then does the rest.
 */
class KilledAnywhereIT extends TwoMachines {

  private int lines;

  /** Something that a machine does. */
  private interface Work {
    void run() throws Exception;
  }

  private String[] news(String what) {
    lines++;
    return new String[] {Lines.user("u" + lines, Lines.at(lines), what + " " + lines)};
  }

  /** Whether the work was killed at this moment; else it made fewer requests, and is done. */
  private static boolean isKilled(Machine machine, int moment, Work work) throws Exception {
    machine.faults().killAtMoment(moment);
    try {
      work.run();
      assertThat(machine.faults().isKillPending()).as("moment " + moment).isTrue();
      return false;
    } catch (FaultyBucket.Killed e) {
      return true;
    } finally {
      machine.faults().clear();
    }
  }

  @Test
  void killedPushIsCompletedByTheNext() throws Exception {
    int moments = 0;
    do {
      a.append("-p", "one", news("more"));
      if (moments % 3 == 0) {
        a.rewrite("-p", "two", news("again")); // the whole session is published anew
      }
      a.ingest();
    } while (isKilled(a, moments++, a::push));
    assertThat(moments).as("two requests").isGreaterThan(4);
    assertThat(a.push().requests()).isZero();
    b.pull();
    int rewritten = (moments + 2) / 3;
    sameOnBoth(moments + rewritten); // all lines of one; of two also those that were superseded
  }

  @Test
  void killedPushSendsNoSegmentTwice() throws Exception {
    a.append("-p", "one", news("first"));
    a.ingest();
    assertThat(isKilled(a, 1, a::push)).as("the segment is there, its answer is not").isTrue();
    Map<String, byte[]> sent = segments();
    assertThat(sent).hasSize(1);
    a.push();
    assertThat(segments().keySet()).isEqualTo(sent.keySet());
    b.pull();
    sameOnBoth(1);
  }

  @Test
  void killedCompactingPushIsCompletedByTheNext() throws Exception {
    a.compactEvery(3);
    int moments = 0;
    do {
      a.append("-p", "one", news("more"));
      a.ingest();
    } while (isKilled(a, moments++, a::push) || moments < 16);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    b.pull();
    sameOnBoth(lines);
  }

  @Test
  void killedPullContinues() throws Exception {
    Machine c = joined("desk");
    int moments = 0;
    do {
      a.append("-p", "one", news("of a"));
      c.append("-p", "three", news("of c"));
      if (moments % 4 == 1) {
        a.rewrite("-p", "two", news("again"));
      }
      a.ingest();
      c.ingest();
      a.push();
      c.push();
      a.append("-p", "one", news("of a"));
      a.ingest();
      a.push();
    } while (isKilled(b, moments++, b::pull));
    assertThat(moments).as("a list, two heads, segments of each").isGreaterThan(10);
    assertThat(b.pull().requests()).isEqualTo(1);
    c.pull();
    a.pull();
    sameOnBoth((int) a.view(v -> v.report(new DeviceFilter.All())).total().events());
    assertThat(c.view(Catalog::fingerprint)).isEqualTo(a.view(Catalog::fingerprint));
  }

  @Test
  void killedPullFetchesNoSegmentTwice() throws Exception {
    for (int i = 0; i < 3; i++) {
      a.append("-p", "one", news("more"));
      a.ingest();
      a.push();
    }
    int list = 1;
    int head = 1;
    int segments = 3;
    assertThat(isKilled(b, 2 * (list + head + 1), b::pull)).as("one segment is here").isTrue();
    long here = files(b).keySet().stream().filter(name -> name.startsWith("sync/inbox/")).count();
    assertThat(here).isBetween(1L, segments - 1L);
    assertThat(b.pull().requests()).isEqualTo(list + head + segments - here);
    sameOnBoth(3);
  }

  @Test
  void killedInitNeverCreatesTwoVaults() throws Exception {
    s3.objects().keySet().forEach(s3::delete);
    Machine first = machine("first");
    int moments = 0;
    while (isKilled(first, moments++, () -> first.init(s3.url()))) {
      String vault = "stackunderflow-sync/v1/vault.json";
      if (s3.names().contains(vault)) {
        // Its key was never shown: nobody can open that vault, and there is nothing in it.
        assertThatThrownBy(() -> first.init(s3.url()))
            .isInstanceOf(SyncException.WrongKey.class)
            .hasMessageContaining("no second key was generated")
            .hasMessageContaining("--replace-key");
        assertThat(segments()).isEmpty();
        s3.delete(vault);
      }
    }
    assertThat(moments).as("what it finds out about the provider").isGreaterThan(10);
    first.append("-p", "one", news("more"));
    first.ingest();
    first.push();
    Machine second = machine("second");
    second.env().put(Machine.KEY, first.key());
    second.init(s3.url());
    assertThat(second.pull().events()).isEqualTo(1);
  }

  @Test
  void killedInitWithAKeyFileContinuesInItsVault() throws Exception {
    s3.objects().keySet().forEach(s3::delete);
    Machine first = machine("first");
    var options =
        new InitOptions(s3.url(), "file:" + folder.resolve("key.txt"), null, null, false, null);
    int moments = 0;
    while (isKilled(first, moments++, () -> first.sync().init(options))) {
      assertThat(segments()).isEmpty();
    }
    assertThat(moments).as("what it finds out about the provider").isGreaterThan(10);
    first.append("-p", "one", news("more"));
    first.ingest();
    assertThat(first.push().events()).isEqualTo(1);
    assertThat(first.sync().verify(true, Progress.NONE).problems()).isEmpty();
  }

  @Test
  void killedInitWithAGivenKeyContinuesInItsVault() throws Exception {
    s3.objects().keySet().forEach(s3::delete);
    Machine first = machine("first");
    first.env().put(Machine.KEY, a.key());
    int moments = 0;
    while (isKilled(first, moments++, () -> first.init(s3.url()))) {
      assertThat(segments()).isEmpty();
    }
    first.append("-p", "one", news("more"));
    first.ingest();
    assertThat(first.push().events()).isEqualTo(1);
    int joining = 0;
    Machine second = machine("second");
    second.env().put(Machine.KEY, a.key());
    while (isKilled(second, joining++, () -> second.init(s3.url()))) {
      assertThat(first.pull().quarantined()).isEmpty();
    }
    assertThat(second.pull().events()).isEqualTo(1);
  }

  private Map<String, byte[]> segments() {
    Map<String, byte[]> segments = new TreeMap<>(s3.objects());
    segments.keySet().removeIf(key -> !key.contains("/segments/"));
    return segments;
  }

  private void sameOnBoth(int events) throws Exception {
    assertThat(a.view(v -> v.report(new DeviceFilter.All())).total().events()).isEqualTo(events);
    assertThat(b.view(v -> v.report(new DeviceFilter.All())).total().events()).isEqualTo(events);
    assertThat(b.view(Catalog::fingerprint)).isEqualTo(a.view(Catalog::fingerprint));
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
  }
}
