package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Machine;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deletion that is killed, or that cannot reach the bucket. */
class ForgetInterruptedIT extends TwoMachinesWithSecrets {

  @Test
  void deletionIsCompletedWhenTheBucketIsBack() throws Exception {
    begin();
    s3.stop();
    assertThatThrownBy(() -> a.sync().forget(session("one"), Progress.NONE))
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("deleted on this machine")
        .hasMessageContaining("the next push deletes it from the bucket");
    assertThat(sessions(a)).containsExactly("three", "two");
    isNowhere(a);
    s3.restart();
    a.push();
    b.pull();
    assertThat(sessions(b)).containsExactly("three", "two");
    everybodySeesTheSame(a, b);
  }

  @Test
  void killedDeletionContinues() throws Exception {
    int kills = 0;
    boolean finished = false;
    begin();
    for (int i = 0; i < 4; i++) {
      write(a, "-p", i % 2 == 0 ? "one" : "two", 10 + i, i % 2 == 0 ? SECRET : "kept");
      a.push();
    }
    write(a, "-p", "one", 20, SECRET); // not sent yet
    Map<String, byte[]> bucket = s3.objects();
    while (!finished) {
      restore(bucket);
      Machine machine = copyOf(a, "try" + kills);
      machine.faults().killBeforeRequest(kills);
      try {
        machine.sync().forget(session("one"), Progress.NONE);
        finished = true;
      } catch (FaultyBucket.Killed e) {
        kills++;
      }
      machine.faults().clear();
      machine.push();
      machine.push();
      assertThat(machine.sync().verify(true, Progress.NONE).problems()).isEmpty();
      Machine late = joined("late" + kills + finished);
      late.pull();
      assertThat(texts(late, "two")).as("after " + kills + " requests").hasSize(3);
      assertThat(sessions(late)).containsExactly("three", "two");
      everybodySeesTheSame(machine, late);
    }
    assertThat(kills).isGreaterThan(6);
  }

  private void restore(Map<String, byte[]> bucket) {
    s3.objects().keySet().forEach(s3::delete);
    bucket.forEach(s3::put);
  }
}
