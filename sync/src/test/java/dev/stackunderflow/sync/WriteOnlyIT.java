package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.sync.api.JoinResult;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.VerifyResult;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dev container or a CI runner: it adds to the vault and can read nothing of it. */
class WriteOnlyIT extends TwoMachines {

  private Machine container;

  @BeforeEach
  void invited() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "private words of a"));
    a.ingest();
    a.push();
    container = machine("container");
    JoinResult joined = container.sync().join(a.sync().invite("ci"));
    assertThat(joined.role()).isEqualTo("write-only");
    assertThat(joined.label()).isEqualTo("ci");
  }

  @Test
  void itsEventsReachTheOtherDevices() throws Exception {
    container.append("-p", "two", Lines.user("u2", Lines.at(2), "of the container"));
    container.ingest();
    assertThat(container.push().events()).isEqualTo(1);
    assertThat(container.push().requests()).isZero();
    container.append("-p", "two", Lines.user("u3", Lines.at(3), "more"));
    container.ingest();
    container.faults().loseAnswerOfPut(key -> key.contains("/heads/"));
    assertThatThrownBy(container::push).isInstanceOf(SyncException.Unreachable.class);
    assertThat(container.push().generation()).isEqualTo(2);

    assertThat(b.pull().quarantined()).isEmpty();
    var report = b.view(c -> c.report(new DeviceFilter.One("ci")));
    assertThat(report.total().events()).isEqualTo(2);
    assertThat(container.status().role()).isEqualTo("write-only");
    assertThat(container.status().keyAvailable()).isFalse();
  }

  @Test
  void writeOnlyDeviceCannotRead() throws Exception {
    for (var command :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            container::pull,
            () -> container.sync().revealKey(),
            () -> container.sync().checkKey(),
            () -> container.sync().verify(false, Progress.NONE),
            () -> container.sync().invite("another"))) {
      assertThatThrownBy(command)
          .isInstanceOf(SyncException.WrongKey.class)
          .hasMessageContaining("cannot read");
    }
    assertThatThrownBy(() -> container.init(s3.url()))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("cannot read it");
    String secret = a.key();
    files(container)
        .forEach(
            (name, bytes) ->
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .as(name)
                    .doesNotContain(secret.substring(16), "private words"));
  }

  @Test
  void rotationBeforeItsFirstPushNeedsANewInvitation() throws Exception {
    VaultKey next = VaultKey.generate();
    a.env().put("NEXT", next.secret());
    a.sync().rotateKey("env:NEXT", Progress.NONE);
    container.append("-p", "two", Lines.user("u2", Lines.at(2), "of the container"));
    container.ingest();

    assertThatThrownBy(container::push)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("Invite it again");
    assertThat(s3.objects()).doesNotContainKey(headOf(container.status().deviceId()));
  }

  @Test
  void writeOnlyDeviceCannotForgeAnother() throws Exception {
    container.push();
    String device = container.status().deviceId();
    String deviceA = a.status().deviceId();
    b.pull();
    s3.put(headOf(deviceA), s3.object(headOf(device)));

    PullResult pulled = b.pull();

    assertThat(pulled.quarantined()).hasSize(1);
    assertThat(pulled.quarantined().getFirst().deviceId()).isEqualTo(deviceA);
    assertThat(pulled.quarantined().getFirst().reason()).contains("another device");
  }

  @Test
  void laterPushesOfARevokedDeviceAreRefused() throws Exception {
    container.append("-p", "two", Lines.user("u2", Lines.at(2), "before"));
    container.ingest();
    container.push();
    b.pull();
    a.pull();
    assertThatThrownBy(() -> a.sync().revoke("nobody"))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("ci");
    assertThat(a.sync().revoke("ci").lastGeneration()).isEqualTo(1);
    assertThat(a.push().requests()).as("told once").isZero();

    container.append("-p", "two", Lines.user("u3", Lines.at(3), "after"));
    container.ingest();
    container.push(); // it can't know: it reads nothing
    for (Machine machine : List.of(a, b, joined("late"))) {
      PullResult pulled = machine.pull();
      assertThat(pulled.quarantined()).isEmpty();
      assertThat(machine.pull().requests()).as("not asked for again").isEqualTo(1);
      assertThat(machine.view(c -> c.show("two", new DeviceFilter.All())).toString())
          .doesNotContain("after");
      assertThat(machine.status().devices())
          .filteredOn(d -> d.label().equals("ci"))
          .allMatch(d -> String.valueOf(d.problem()).contains("revoked"));
    }
    for (Machine machine : List.of(a, b, joined("later"))) {
      machine.pull();
      assertThat(machine.view(c -> c.show("two", new DeviceFilter.All())).toString())
          .as("also for who joins after it pushed again")
          .contains("before");
    }
  }

  @Test
  void copiedHeadOfARevokedDeviceIsVerified() throws Exception {
    container.append("-p", "two", Lines.user("u2", Lines.at(2), "before"));
    container.ingest();
    container.push();
    a.pull();
    a.sync().revoke("ci");
    container.append("-p", "two", Lines.user("u3", Lines.at(3), "after"));
    container.ingest();
    container.push();
    String device = container.status().deviceId();
    String kept = "stackunderflow-sync/" + Layout.revoked(device, 1);
    assertThat(s3.names()).contains(kept);
    VerifyResult verified = a.sync().verify(true, Progress.NONE);
    assertThat(verified.problems()).isEmpty();
    assertThat(verified.events()).as("without what is refused").isEqualTo(2);

    s3.put(kept, s3.object(headOf(device)));
    Machine late = joined("late");
    assertThat(late.pull().quarantined())
        .singleElement()
        .satisfies(q -> assertThat(q.reason()).contains("another push"));
    assertThat(late.view(c -> c.show("two", new DeviceFilter.All())).toString())
        .doesNotContain("after");
    assertThat(late.pull().quarantined()).as("said once").isEmpty();
  }

  @Test
  void revocationIsPublishedAfterALostAnswer() throws Exception {
    container.push();
    a.pull();
    a.append("-p", "one", Lines.user("u4", Lines.at(4), "x"));
    a.ingest();
    a.faults().loseAnswerOfPut(key -> key.contains("/heads/"));
    assertThatThrownBy(a::push).isInstanceOf(SyncException.Unreachable.class);

    a.sync().revoke("ci");
    container.append("-p", "two", Lines.user("u3", Lines.at(3), "after"));
    container.ingest();
    container.push();

    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(b.status().devices())
        .filteredOn(d -> d.label().equals("ci"))
        .allMatch(d -> String.valueOf(d.problem()).contains("revoked"))
        .hasSize(1);
    assertThat(b.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(2);
  }

  @Test
  void revocationsByARevokedDeviceAreIgnored() throws Exception {
    b.push();
    a.pull();
    a.sync().revoke("work");
    b.push();
    b.pull();
    b.append("-p", "x", Lines.user("u9", Lines.at(9), "too late"));
    b.ingest();
    assertThatThrownBy(b::push)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("revoked")
        .hasMessageContaining("safe in the store");
    assertThat(a.pull().quarantined()).isEmpty();
  }

  @Test
  void cloneOfAWriteOnlyDeviceIsReported() throws Exception {
    container.push();
    Machine second = machine("second");
    java.nio.file.Files.createDirectories(second.home().syncFolder());
    java.nio.file.Files.copy(
        container.home().syncFolder().resolve("device.json"),
        second.home().syncFolder().resolve("device.json"));
    second.ingest();
    assertThatThrownBy(second::push)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("a new invite");
  }

  @Test
  void anyLabelIsAcceptedByOtherDevices() throws Exception {
    Machine other = machine("other");
    JoinResult joined = other.sync().join(a.sync().invite("long\u001b " + "x".repeat(300)));
    other.push();
    assertThat(joined.label()).hasSize(60).startsWith("long  xx");
    assertThat(b.pull().quarantined()).isEmpty();
  }

  @Test
  void invitationWithAMalformedBucketIsRejected() throws Exception {
    String invitation = a.sync().invite("x");
    String json =
        new String(
            Base64.getUrlDecoder().decode(invitation.substring("suf1-".length())),
            StandardCharsets.UTF_8);
    String changed = json.replaceFirst("\"bucket_url\":\"s3:", "\"bucket_url\":\"ftp:");
    assertThat(changed).isNotEqualTo(json);
    String forged =
        "suf1-" + Base64.getUrlEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> machine("c").sync().join(forged))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("not a complete invitation");
  }

  @Test
  void damagedInvitationIsRejectedWithoutQuotingIt() throws Exception {
    String invitation = a.sync().invite("x");
    Machine c = machine("c");
    for (String broken :
        List.of("", "hello", invitation.substring(0, 200), invitation.substring(3))) {
      assertThatThrownBy(() -> c.sync().join(broken))
          .isInstanceOf(SyncException.Usage.class)
          .hasMessageContaining("not a complete invitation")
          .hasNoCause();
    }
    assertThat(c.sync().isConfigured()).isFalse();
    assertThatThrownBy(() -> a.sync().join(invitation))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("already syncs");
  }
}
