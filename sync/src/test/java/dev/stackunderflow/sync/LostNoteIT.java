package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A head reached the bucket, and a power cut took the note of it: the device recognises it. */
class LostNoteIT extends TwoMachines {

  private int lines;

  private void write(Machine machine) throws Exception {
    machine.append("-p", "s", Lines.user("u" + lines, Lines.at(lines), "line " + lines));
    lines++;
    machine.ingest();
  }

  /** Puts the head that a push was about to put, and restores the replica to before the note. */
  private void pushAndLoseTheNote(Machine machine) throws Exception {
    machine.faults().killBeforePut(key -> key.contains("/heads/"));
    assertThatThrownBy(machine::push).isInstanceOf(FaultyBucket.Killed.class);
    machine.faults().clear();
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + machine.home().replica());
        var statement = db.createStatement();
        var row = statement.executeQuery("SELECT object FROM pending_head")) {
      assertThat(row.next()).isTrue();
      s3.put(headOf(machine.status().deviceId()), row.getBytes(1));
      statement.executeUpdate("DELETE FROM pending_head");
    }
  }

  private long segments(String device) {
    return s3.objects().keySet().stream().filter(k -> k.contains("/segments/" + device)).count();
  }

  private void requireNothingHappened(Machine machine, String device, int pushes) throws Exception {
    PushResult pushed = machine.push();
    assertThat(pushed.notices()).isEmpty();
    assertThat(machine.status().deviceId()).isEqualTo(device);
    assertThat(pushed.generation()).isEqualTo(pushes);
    assertThat(segments(device)).isEqualTo(pushes);
    assertThat(machine.push().requests()).isZero();
    b.push();
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(RoundTripIT.rows(b.home().replica(), "SELECT 1 FROM event")).hasSize(lines);
  }

  @Test
  void firstHeadIsRecognised() throws Exception {
    String device = a.status().deviceId();
    write(a);
    pushAndLoseTheNote(a);
    write(a);
    requireNothingHappened(a, device, 2);
    a.pull();
    assertThat(a.view(Catalog::fingerprint)).isEqualTo(b.view(Catalog::fingerprint));
  }

  @Test
  void laterHeadIsRecognised() throws Exception {
    String device = a.status().deviceId();
    write(a);
    a.push();
    write(a);
    pushAndLoseTheNote(a);
    write(a);
    requireNothingHappened(a, device, 3);
  }

  @Test
  void pullAfterwardsDoesNotReportACopy() throws Exception {
    String device = a.status().deviceId();
    write(a);
    a.push();
    write(a);
    pushAndLoseTheNote(a);
    assertThat(a.pull().quarantined()).isEmpty();
    write(a);
    requireNothingHappened(a, device, 3);
  }

  @Test
  void headWithoutNewEventsIsRecognised() throws Exception {
    String device = a.status().deviceId();
    write(a);
    a.push();
    clock.advance(Duration.ofDays(2));
    pushAndLoseTheNote(a);
    assertThat(a.push().notices()).isEmpty();
    assertThat(a.status().deviceId()).isEqualTo(device);
    assertThat(b.pull().quarantined()).isEmpty();
  }

  @Test
  void eventsThatWereQueuedForTheSamePushAreNotLost() throws Exception {
    write(a);
    a.push();
    clock.advance(Duration.ofDays(2));
    pushAndLoseTheNote(a);
    b.pull();
    write(a);
    a.faults().dieAfterRequests(0);
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);
    a.faults().clear();
    a.push();
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(WorldView.of(b)).hasSize(lines);
  }

  @Test
  void headIsRecognisedWhileTheKeyIsReplaced() throws Exception {
    String device = a.status().deviceId();
    write(a);
    a.push();
    clock.advance(Duration.ofDays(2));
    pushAndLoseTheNote(a);
    b.env().put("NEXT", VaultKey.generate().secret());
    b.sync().rotateKey("env:NEXT", Progress.NONE);
    b.pull();
    a.env().put(Machine.KEY, String.valueOf(b.env().get("NEXT")));
    write(a);
    assertThat(a.push().notices()).isEmpty();
    assertThat(a.status().deviceId()).isEqualTo(device);
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(WorldView.of(b)).hasSize(lines);
  }

  @Test
  void headOfAWriteOnlyDeviceIsRecognised() throws Exception {
    Machine ci = machine("ci");
    ci.sync().join(a.sync().invite("ci"));
    String device = ci.status().deviceId();
    for (int pushes : List.of(2, 4)) {
      write(ci);
      pushAndLoseTheNote(ci);
      write(ci);
      requireNothingHappened(ci, device, pushes);
    }
  }

  @Test
  void notedHeadIsOnTheDiskBeforeItIsPut() throws Exception {
    Machine ci = machine("ci");
    ci.sync().join(a.sync().invite("ci"));
    write(ci);
    ci.faults().killBeforePut(key -> key.contains("/heads/"));
    assertThatThrownBy(ci::push).isInstanceOf(FaultyBucket.Killed.class);
    assertThat(ci.home().syncFolder().resolve("last-head.json")).exists();
    ci.faults().clear();
    assertThat(ci.push().generation()).isEqualTo(1);
  }
}
