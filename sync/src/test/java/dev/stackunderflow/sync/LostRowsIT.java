package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.PowerCut;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A power cut takes rows of the databases that were not on the disk yet. */
class LostRowsIT extends TwoMachines {

  /** The disk keeps only what was synced. */
  private static final Random NOTHING =
      new Random(0) {
        @Override
        public int nextInt(int bound) {
          return 0;
        }
      };

  @Test
  void segmentWhoseUploadIsForgottenIsSentAgain() throws Exception {
    a.append("-p", "s", Lines.user("u1", Lines.at(1), "one"));
    a.ingest();
    a.faults().killBeforePut(key -> key.contains("/segments/"));
    assertThatThrownBy(a::push).isInstanceOf(FaultyBucket.Killed.class);
    try (var power = new PowerCut(a, true)) {
      a.faults().killBeforePut(key -> key.contains("/heads/"));
      assertThatThrownBy(a::push).isInstanceOf(FaultyBucket.Killed.class);
      power.cut(NOTHING);
    }
    assertThat(a.push().generation()).isEqualTo(1);
    assertThat(b.pull().events()).isEqualTo(1);
  }

  @Test
  void segmentThatWasQueuedUnderTheOldKeyIsSentUnderTheNewOne() throws Exception {
    b.append("-p", "s", Lines.user("u1", Lines.at(1), "one"));
    b.ingest();
    b.faults().killBeforePut(key -> key.contains("/segments/"));
    assertThatThrownBy(b::push).isInstanceOf(FaultyBucket.Killed.class);
    a.push();
    a.env().put("NEXT", VaultKey.generate().secret());
    a.sync().rotateKey("env:NEXT", Progress.NONE);
    b.env().put(Machine.KEY, String.valueOf(a.env().get("NEXT")));
    try (var power = new PowerCut(b, true)) {
      b.faults().killBeforePut(key -> key.contains("/segments/"));
      assertThatThrownBy(b::push).isInstanceOf(FaultyBucket.Killed.class);
      power.cut(NOTHING);
    }
    b.push();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(WorldView.of(a)).hasSize(1);
  }

  @Test
  void replicaThatIsLostDuringARotationDoesNotMakeTheOwnHeadSuspicious() throws Exception {
    a.append("-p", "s", Lines.user("u1", Lines.at(1), "one"));
    a.ingest();
    a.push();
    b.push();
    a.env().put("NEXT", VaultKey.generate().secret());
    a.faults().killBeforePut(key -> key.contains("/segments/"));
    assertThatThrownBy(() -> a.sync().rotateKey("env:NEXT", Progress.NONE))
        .isInstanceOf(FaultyBucket.Killed.class);
    for (Path file : SqliteFiles.all(a.home().replica())) {
      Files.deleteIfExists(file);
    }
    b.env().put(Machine.KEY, String.valueOf(a.env().get("NEXT")));
    b.push();
    b.env().put("LAST", VaultKey.generate().secret());
    b.sync().rotateKey("env:LAST", Progress.NONE);
    a.env().put("NEXT", String.valueOf(b.env().get("LAST")));
    a.push();
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(WorldView.of(b)).hasSize(1);
  }
}
