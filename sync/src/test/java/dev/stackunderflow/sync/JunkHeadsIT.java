package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Heads that no device wrote: they are reported, and are gone when they are gone. */
class JunkHeadsIT extends TwoMachines {

  private List<String> junk(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(headOf(UUID.randomUUID().toString()));
      s3.put(names.getLast(), "junk".getBytes(StandardCharsets.UTF_8));
    }
    return names;
  }

  @Test
  void junkHeadsAreReportedInOneLineFetchedOnceAndForgottenWhenTheyAreGone() throws Exception {
    a.push();
    b.pull();
    List<String> names = junk(200);

    PullResult first = b.pull();
    assertThat(first.quarantined()).hasSize(1);
    assertThat(first.quarantined().getFirst().label()).isEqualTo("(200 unknown)");
    assertThat(first.quarantined().getFirst().tampered()).isTrue();
    PullResult second = b.pull();
    assertThat(second.quarantined()).isEqualTo(first.quarantined());
    assertThat(second.requests()).isEqualTo(1);
    assertThat(b.status().devices()).as("no ghosts").hasSize(2);

    names.forEach(s3::delete);
    PullResult third = b.pull();
    assertThat(third.quarantined()).isEmpty();
    assertThat(third.requests()).isEqualTo(1);
  }

  @Test
  void fewJunkHeadsAreReportedOneByOne() throws Exception {
    junk(3);
    assertThat(b.pull().quarantined()).hasSize(3);
  }

  @Test
  void damagedHeadOfAKnownDeviceIsFetchedOnceAndReadAgainWhenItIsWhole() throws Exception {
    a.push();
    b.pull();
    String head = headOf(a.status().deviceId());
    byte[] whole = s3.object(head);
    s3.put(head, "junk".getBytes(StandardCharsets.UTF_8));

    assertThat(b.pull().quarantined()).hasSize(1);
    PullResult again = b.pull();
    assertThat(again.quarantined()).hasSize(1);
    assertThat(again.requests()).isEqualTo(1);
    s3.put(head, whole);
    assertThat(b.pull().quarantined()).isEmpty();
    a.append("-p", "s", Lines.user("u1", Lines.at(1), "later"));
    a.ingest();
    a.push();
    assertThat(b.pull().events()).isEqualTo(1);
  }

  @Test
  void headUnderARetiredKeyIsReadOnceTheVaultObjectIsBack() throws Exception {
    String vault = "stackunderflow-sync/v1/vault.json";
    b.push();
    VaultKey next = VaultKey.generate();
    a.push();
    a.env().put("NEXT", next.secret());
    a.sync().rotateKey("env:NEXT", Progress.NONE);
    byte[] object = s3.object(vault);
    var late = machine("late");
    late.env().put(Machine.KEY, next.secret());
    late.init(s3.url());
    s3.delete(vault);
    assertThat(late.pull().quarantined()).as("b has not moved").hasSize(1);
    s3.put(vault, object);
    assertThat(late.pull().quarantined()).isEmpty();
  }
}
