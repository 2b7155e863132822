package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.TakeoverPlan;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A key that is lost for good: the vault is given up, knowingly, and nothing of it is destroyed.
 */
class TakeoverIT extends TwoMachines {

  private String oldFingerprint;
  private String oldKey;

  @BeforeEach
  void bothHavePushed() throws Exception {
    a.append("-p", "one", Lines.user("a1", Lines.at(1), "of a"));
    b.append("-p", "two", Lines.user("b1", Lines.at(2), "of b"));
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    a.pull();
    b.pull();
    oldFingerprint = a.status().keyFingerprint();
    oldKey = a.key();
  }

  private InitOptions options() {
    return new InitOptions(s3.url(), "env:" + Machine.KEY, null, null, false, null);
  }

  @Test
  void planShowsWhatBecomesUnreadable() throws Exception {
    Map<String, byte[]> before = s3.objects();
    Machine late = machine("late");

    TakeoverPlan plan = late.sync().planTakeover(options());

    assertThat(plan.keyFingerprint()).isEqualTo(oldFingerprint);
    assertThat(plan.devices()).isEqualTo(2);
    assertThat(plan.segments()).isEqualTo(2);
    assertThat(plan.bytes()).isPositive();
    assertThat(plan.created()).startsWith("20");
    assertThat(plan.knownEvents()).isZero();
    a.env().remove(Machine.KEY);
    assertThat(a.sync().planTakeover(options()).knownEvents()).isEqualTo(1);
    assertThat(s3.objects()).containsExactlyEntriesOf(before);
  }

  @Test
  void wrongFingerprintChangesNothing() throws Exception {
    Map<String, byte[]> before = s3.objects();
    Machine late = machine("late");
    for (String typed : new String[] {"", "yes", VaultKey.generate().fingerprint().value()}) {
      assertThatThrownBy(() -> late.takeOver(s3.url(), typed))
          .isInstanceOf(SyncException.Usage.class)
          .hasMessageContaining(oldFingerprint)
          .hasMessageContaining("Nothing was changed");
    }
    assertThatThrownBy(() -> a.takeOver(s3.url(), oldFingerprint))
        .as("with the right key there is nothing to give up")
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("without --replace-key");
    assertThat(s3.objects()).containsExactlyEntriesOf(before);
    assertThat(late.sync().isConfigured()).isFalse();
  }

  @Test
  void machinesContinueInTheNewVault() throws Exception {
    String oldDevice = a.status().deviceId();
    Map<String, byte[]> before = s3.objects();
    a.env().remove(Machine.KEY);

    InitResult taken = a.takeOver(s3.url(), oldFingerprint);

    assertThat(taken.createdVault()).isTrue();
    assertThat(taken.createdKey()).isTrue();
    assertThat(taken.deviceId()).isNotEqualTo(oldDevice);
    assertThat(a.push().events()).isEqualTo(1);
    assertThat(a.pull().quarantined()).as("no old head is left").isEmpty();
    assertThat(a.view(c -> c.report(new DeviceFilter.All())).total().events())
        .as("what was pulled before stays")
        .isEqualTo(2);

    b.append("-p", "two", Lines.user("b2", Lines.at(3), "later"));
    b.ingest();
    assertThatThrownBy(b::push)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("another vault now")
        .hasMessageContaining("your events are safe");
    assertThatThrownBy(b::pull).isInstanceOf(SyncException.WrongKey.class);
    b.env().put(Machine.KEY, a.key());
    assertThat(b.takeOver(s3.url(), oldFingerprint).createdVault()).isFalse();
    assertThat(b.push().events()).isEqualTo(2);
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(a.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(3);
    assertThat(b.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(3);

    // The old key, found again, opens what was set aside.
    for (Map.Entry<String, byte[]> object : before.entrySet()) {
      if (object.getKey().endsWith(".age")) {
        assertThat(s3.objects().values())
            .as(object.getKey())
            .anyMatch(bytes -> java.util.Arrays.equals(bytes, object.getValue()));
        assertThat(AgeCipher.decrypt(VaultKey.parse(oldKey), object.getValue(), 1 << 24))
            .isNotEmpty();
      }
    }
  }

  @Test
  void killedTakeoverContinues() throws Exception {
    VaultKey key = VaultKey.generate();
    a.env().put(Machine.KEY, key.secret());
    int kills = 0;
    boolean finished = false;
    while (!finished) {
      a.faults().killBeforeRequest(kills);
      try {
        a.takeOver(s3.url(), oldFingerprint);
        finished = true;
      } catch (FaultyBucket.Killed e) {
        kills++;
      }
    }
    assertThat(kills).isGreaterThan(10);
    a.faults().clear();
    assertThat(a.push().events()).isEqualTo(1);
    assertThat(a.pull().quarantined()).isEmpty();
    Machine late = machine("late");
    late.env().put(Machine.KEY, key.secret());
    late.init(s3.url());
    assertThat(late.pull().events()).isEqualTo(1);
    assertThat(late.pull().quarantined()).isEmpty();
  }
}
