package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many small segments become few, and nothing of what they held is lost or doubled. */
class CompactionIT extends TwoMachines {

  private int pushed;

  private void push(Machine machine, String session, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      int n = ++pushed;
      machine.append("-p", session, Lines.user("u" + n, Lines.at(n), "line " + n));
      machine.ingest();
      machine.push();
    }
  }

  private static List<List<String>> landed(Machine machine) throws Exception {
    return RoundTripIT.rows(
        machine.home().replica(), "SELECT content_text, stamp FROM event ORDER BY content_text");
  }

  private static int live(Machine machine) throws Exception {
    return RoundTripIT.rows(
            machine.home().replica(), "SELECT id FROM own_segment WHERE state = 2 AND died IS NULL")
        .size();
  }

  private void rebuild(Machine machine) throws Exception {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(machine.home().store() + suffix));
    }
    machine.ingest();
  }

  @Test
  void lateDeviceReadsFewSegmentsAndSeesEverything() throws Exception {
    a.compactEvery(4);
    for (int i = 0; i < 22; i++) {
      push(a, "one", 1);
      assertThat(b.pull().quarantined()).isEmpty();
    }
    a.rewrite("-p", "two", Lines.user("w1", Lines.at(900), "before"));
    a.ingest();
    a.push();
    b.pull();
    a.rewrite("-p", "two", Lines.user("w2", Lines.at(901), "after"));
    a.ingest();
    a.push();
    push(a, "one", 20);
    Machine late = joined("late");

    assertThat(late.pull().events()).isEqualTo(44);
    b.pull();

    assertThat(live(a)).isLessThanOrEqualTo(8);
    assertThat(landed(late)).isEqualTo(landed(b)).hasSize(44);
    assertThat(landed(late)).filteredOn(row -> row.getFirst().equals("before")).hasSize(1);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.push().requests()).isZero();
  }

  @Test
  void readerInsideACompactedRangeImportsTheRest() throws Exception {
    a.compactEvery(4);
    push(a, "one", 2);
    a.append("-p", "two", Lines.user("w1", Lines.at(900), "before"));
    a.ingest();
    a.push();
    b.pull();
    a.rewrite("-p", "two", Lines.user("w2", Lines.at(901), "after"));
    a.ingest();
    a.push();
    push(a, "one", 1);

    assertThat(live(a)).as("one compaction and the last push").isEqualTo(2);
    b.pull();

    Machine late = joined("late");
    late.pull();
    assertThat(landed(b)).isEqualTo(landed(late)).hasSize(5);
  }

  @Test
  void killedCompactionContinues() throws Exception {
    a.compactEvery(4);
    push(a, "one", 4);
    int kills = 0;
    boolean finished = false;
    while (!finished) {
      int n = ++pushed;
      a.append("-p", "one", Lines.user("u" + n, Lines.at(n), "line " + n));
      a.ingest();
      a.faults().killBeforeRequest(kills);
      try {
        a.push();
        finished = true;
      } catch (FaultyBucket.Killed e) {
        kills++;
      }
    }
    assertThat(kills).isPositive();
    a.faults().clear();
    b.pull();
    assertThat(landed(b)).hasSize(pushed);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
  }

  @Test
  void smallPushesUploadLittleMoreThanTheirSize() throws Exception {
    long sent = 0;
    long heads = 0;
    for (int i = 0; i < 300; i++) {
      int n = ++pushed;
      a.append("-p", "s" + i / 20, Lines.assistant("u" + n, Lines.at(n), "line " + n, n));
      a.ingest();
      sent += a.push().bytes();
      heads = Math.max(heads, s3.object(headOf(a.status().deviceId())).length);
    }
    long ofPushes =
        Long.parseLong(
            RoundTripIT.rows(
                    a.home().replica(), "SELECT sum(bytes) FROM own_segment WHERE level = 0")
                .getFirst()
                .getFirst());
    assertThat(sent).isLessThanOrEqualTo(3 * ofPushes);
    assertThat(live(a)).isLessThanOrEqualTo(2 * 32);
    assertThat(heads).as("bytes of the largest head").isLessThan(4_000);
    assertThat(b.pull().events()).isEqualTo(300);
  }

  @Test
  void lostEventsStayInTheVaultAndInEveryView() throws Exception {
    a.compactEvery(3);
    push(a, "old", 2);
    push(a, "kept", 2);
    a.rewrite("-p", "old2", Lines.user("w2", Lines.at(901), "rewritten once"));
    a.ingest();
    a.push();
    Files.delete(a.log("-p", "old"));
    Files.delete(a.log("-p", "old2"));
    rebuild(a);

    PushResult nothing = a.push();

    assertThat(nothing.events()).as("a rebuilt store sends nothing").isZero();
    assertThat(nothing.segments()).isZero();
    assertThat(events(a)).as("in its own view").isEqualTo(5);
    List<SessionView> own = a.view(c -> c.sessions(new DeviceFilter.This(), 9));
    assertThat(own).hasSize(3);
    assertThat(a.view(c -> c.show("old2", new DeviceFilter.This())).getFirst().events())
        .extracting(e -> e.contentText())
        .containsExactly("rewritten once");
    push(a, "kept", 8);
    assertThat(live(a)).as("compacted").isLessThan(6);
    b.pull();
    assertThat(events(b)).isEqualTo(13);
    assertThat(events(a)).isEqualTo(13);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();

    a.append("-p", "old2", Lines.user("w2", Lines.at(901), "rewritten once"));
    rebuild(a);
    assertThat(a.push().events()).as("it came back as it was").isZero();
    assertThat(events(a)).as("once").isEqualTo(13);
  }

  private static long events(Machine machine) throws Exception {
    return machine.view(c -> c.report(new DeviceFilter.All())).total().events();
  }

  @Test
  void failedCompactionDoesNotStopThePush() throws Exception {
    a.compactEvery(3);
    push(a, "old", 2);
    s3.delete(segmentOf(a.status().deviceId()));
    Files.delete(a.log("-p", "old"));
    rebuild(a);
    a.append("-p", "new", Lines.user("n1", Lines.at(500), "new"));
    a.ingest();

    PushResult pushed = a.push();

    assertThat(pushed.events()).isEqualTo(1);
    assertThat(pushed.notices())
        .anySatisfy(n -> assertThat(n).contains("no longer has", "missing from the bucket"));
    push(a, "new2", 3);
    assertThat(a.push().notices()).as("said while it lasts").hasSize(1);
    assertThat(live(a)).as("not compacted: nothing is given up").isEqualTo(6);
  }
}
