package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A vault that was copied to another bucket. */
class BucketMoveIT extends EmptyBucket {

  @Test
  void vaultCopiedToAnotherBucketContinuesThere() throws Exception {
    Machine a = machine("a");
    a.init(s3.url());
    a.append("-p", "one", Lines.user("u1", "2026-11-01T00:00:00Z", "x"));
    a.ingest();
    a.push();
    Machine b = machine("b");
    b.env().put(Machine.KEY, a.key());
    b.init(s3.url());
    b.pull();
    b.push();
    Path nas = Files.createDirectory(folder.resolve("nas"));
    String there = "file://" + nas;
    assertThatThrownBy(() -> a.init(there))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("already syncs with")
        .hasMessageContaining("contains no vault");

    Map<String, byte[]> objects = s3.objects();
    String segment =
        objects.keySet().stream().filter(name -> name.contains("/segments/")).findFirst().get();
    copyTo(nas, objects, name -> !name.equals(segment));
    assertThatThrownBy(() -> a.init(there))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("lacks segment")
        .hasMessageContaining("copy all objects again");
    assertThat(a.pull().quarantined()).as("it continues").isEmpty();

    copyTo(nas, objects, segment::equals);
    for (Machine machine : List.of(a, b)) {
      InitResult moved = machine.init(there);
      assertThat(moved.movedFrom()).contains("sessions");
      assertThat(moved.createdVault()).isFalse();
    }
    s3.objects().keySet().forEach(s3::delete);
    a.append("-p", "one", Lines.user("u2", "2026-11-01T00:00:01Z", "y"));
    a.ingest();
    assertThat(a.push().events()).isEqualTo(1);
    assertThat(b.pull().events()).isEqualTo(1);
    assertThat(b.pull().requests()).as("all names are known").isEqualTo(1);
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(a.pull().requests()).isEqualTo(1);
  }

  @Test
  void outdatedCopyOfTheBucketIsRefused() throws Exception {
    Machine a = machine("a");
    a.init(s3.url());
    a.append("-p", "one", Lines.user("u1", "2026-11-01T00:00:00Z", "x"));
    a.ingest();
    a.push();
    Path nas = Files.createDirectory(folder.resolve("nas"));
    copyTo(nas, s3.objects(), name -> true);
    a.append("-p", "one", Lines.user("u2", "2026-11-01T00:00:01Z", "y"));
    a.ingest();
    a.push();
    assertThatThrownBy(() -> a.init("file://" + nas))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("lacks the last push of this device");
    Machine other = machine("other");
    other.env().put(Machine.KEY, a.key());
    other.init("file://" + Files.createDirectory(folder.resolve("another")));
    assertThatThrownBy(() -> a.init("file://" + folder.resolve("another")))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("contains another vault");
    assertThat(a.pull().quarantined()).isEmpty();
  }

  @Test
  void changedEtagOfTheSameContentIsCheckedOnce() throws Exception {
    Machine a = machine("a");
    a.init(s3.url());
    a.append("-p", "one", Lines.user("u1", "2026-11-01T00:00:00Z", "x"));
    a.ingest();
    a.push();
    try (var replica = Replica.open(a.home().replica())) {
      new Ledger(replica).ownHead().setEtag("another-name");
    }
    assertThat(a.pull().requests()).isEqualTo(2);
    assertThat(a.pull().requests()).isEqualTo(1);
  }

  private static void copyTo(Path nas, Map<String, byte[]> objects, Predicate<String> which)
      throws IOException {
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      if (which.test(object.getKey())) {
        Path file = nas.resolve(object.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, object.getValue());
      }
    }
  }

  @Test
  void folderWorksAsABucket() throws Exception {
    Path nas = Files.createDirectory(folder.resolve("nas"));
    Machine a = machine("a");
    a.init("file://" + nas);
    a.append("-p", "one", Lines.user("u1", "2026-11-01T00:00:00Z", "x"));
    a.ingest();
    assertThat(a.push().requests()).isEqualTo(3);
    Machine b = machine("b");
    b.env().put(Machine.KEY, a.key());
    b.init("file://" + nas);
    assertThat(b.pull().events()).isEqualTo(1);
    assertThat(b.pull().requests()).isEqualTo(1);

    Files.move(nas, folder.resolve("unmounted"));
    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("There is no folder")
        .hasMessageContaining("mount the drive");
  }
}
