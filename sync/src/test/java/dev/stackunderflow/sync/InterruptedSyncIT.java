package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A push or pull that is killed, loses an answer, or breaks off. */
class InterruptedSyncIT extends TwoMachinesToPush {

  @Test
  void pushKilledBeforeItsHeadStaysInvisible() throws Exception {
    a.append("-p", "zero", Lines.user("u0", Lines.at(0), "zero"));
    a.ingest();
    a.push();
    somethingToPush(a);
    a.faults().killBeforePut(key -> key.contains("/heads/"));

    assertThatThrownBy(a::push).isInstanceOf(FaultyBucket.Killed.class);
    long sent = segments();
    assertThat(b.pull().events()).isEqualTo(1);

    PushResult completed = a.push();
    assertThat(completed.segments()).isZero();
    assertThat(segments()).isEqualTo(sent);
    assertThat(b.pull().events()).isEqualTo(2);
    assertThat(landed(b)).containsExactly(List.of("one"), List.of("two"), List.of("zero"));
  }

  @Test
  void pushKilledBeforeItsSegmentIsCompletedByTheNext() throws Exception {
    somethingToPush(a);
    a.faults().killBeforePut(key -> key.contains("/segments/"));
    assertThatThrownBy(a::push).isInstanceOf(FaultyBucket.Killed.class);

    assertThat(a.push().events()).isEqualTo(2);
    assertThat(b.pull().events()).isEqualTo(2);
  }

  @Test
  void lostAnswerToASegmentDuplicatesNothing() throws Exception {
    somethingToPush(a);
    a.faults().loseAnswerOfPut(key -> key.contains("/segments/"));
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);

    a.push();
    assertThat(segments()).isEqualTo(1);
    assertThat(b.pull().events()).isEqualTo(2);
  }

  @Test
  void lostAnswerToAHeadIsRecovered() throws Exception {
    somethingToPush(a);
    a.faults().loseAnswerOfPut(key -> key.contains("/heads/"));
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);
    String device = a.status().deviceId();
    a.append("-p", "three", Lines.user("u3", Lines.at(3), "three"));
    a.ingest();

    PushResult pushed = a.push();

    assertThat(pushed.events()).isEqualTo(1);
    assertThat(pushed.generation()).isEqualTo(2);
    assertThat(a.status().deviceId()).isEqualTo(device);
    assertThat(b.pull().events()).isEqualTo(3);
  }

  @Test
  void interruptedPullContinuesWithoutFetchingTwice() throws Exception {
    somethingToPush(a);
    a.push();
    a.append("-p", "three", Lines.user("u3", Lines.at(3), "three"));
    a.ingest();
    a.push();
    b.faults().breakOffGet(key -> key.contains("/segments/") && key.contains("/2-"));

    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("the next pull continues");
    assertThat(landed(b)).isEmpty();

    PullResult pulled = b.pull();
    assertThat(pulled.events()).isEqualTo(3);
    assertThat(pulled.requests()).isEqualTo(3); // list, head, the one segment that was missing
  }

  @Test
  void pushWorksWithoutConditionalWrites() throws Exception {
    Machine c = machine("third");
    c.faults().ignoreConditions();
    c.env().put(Machine.KEY, a.key());

    assertThat(c.init(s3.url()).conditionalWrites()).isFalse();
    somethingToPush(c);
    assertThat(c.push().events()).isEqualTo(2);
    c.append("-p", "three", Lines.user("u3", Lines.at(3), "three"));
    c.ingest();
    c.faults().loseAnswerOfPut(key -> key.contains("/heads/"));
    assertThatThrownBy(c::push).isInstanceOf(SyncException.Unreachable.class);
    assertThat(c.push().generation()).isEqualTo(2);
    assertThat(b.pull().events()).isEqualTo(3);
  }
}
