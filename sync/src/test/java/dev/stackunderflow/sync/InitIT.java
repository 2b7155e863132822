package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class InitIT extends EmptyBucket {

  @Test
  void firstMachineCreatesTheVaultAndTheSecondJoins() throws Exception {
    Machine a = machine("a");
    InitResult made = a.init(s3.url());
    assertThat(made.createdVault()).isTrue();
    assertThat(made.createdKey()).isTrue();
    assertThat(made.secretKey()).startsWith("AGE-SECRET-KEY-1");
    assertThat(made.toString()).doesNotContain("SECRET");
    assertThat(made.conditionalWrites()).isTrue();
    assertThat(s3.objects().keySet()).containsExactly("stackunderflow-sync/v1/vault.json");

    Machine b = machine("b");
    b.env().put(Machine.KEY, a.key());
    InitResult joined = b.init(s3.url());
    assertThat(joined.createdVault()).isFalse();
    assertThat(joined.createdKey()).isFalse();
    assertThat(joined.secretKey()).isNull();
    assertThat(joined.keyFingerprint()).isEqualTo(made.keyFingerprint());
    assertThat(joined.deviceId()).isNotEqualTo(made.deviceId());
  }

  @Test
  void givenKeyIsUsedForANewVaultAndNotShown() throws Exception {
    Machine a = machine("a");
    VaultKey key = VaultKey.generate();
    a.env().put(Machine.KEY, key.secret());
    InitResult made = a.init(s3.url());
    assertThat(made.createdVault()).isTrue();
    assertThat(made.createdKey()).isFalse();
    assertThat(made.secretKey()).isNull();
    assertThat(made.keyFingerprint()).isEqualTo(key.fingerprint().value());
  }

  @Test
  void vaultNeverGetsASecondKey() throws Exception {
    String fingerprint = machine("a").init(s3.url()).keyFingerprint();
    Map<String, byte[]> objects = s3.objects();
    Machine b = machine("b");

    assertThatThrownBy(() -> b.init(s3.url()))
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining(fingerprint)
        .hasMessageContaining("no second key was generated");
    b.env().put(Machine.KEY, VaultKey.generate().secret());
    assertThatThrownBy(() -> b.init(s3.url()))
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining(fingerprint)
        .hasMessageContaining("Nothing was changed");
    b.env().put(Machine.KEY, "AGE-SECRET-KEY-1NONSENSE");
    assertThatThrownBy(() -> b.init(s3.url()))
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("damaged")
        .hasMessageNotContaining("NONSENSE");

    assertThat(s3.objects()).containsExactlyEntriesOf(objects);
    assertThat(b.sync().isConfigured()).isFalse();
  }

  @Test
  void concurrentInitsCreateOneVault() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var first = threads.submit(() -> tryInit(machine("a")));
      var second = threads.submit(() -> tryInit(machine("b")));
      assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
    }
    assertThat(s3.objects().keySet()).containsExactly("stackunderflow-sync/v1/vault.json");
  }

  @Test
  void keyStoredForALostRaceIsReported() throws Exception {
    Machine a = machine("a");
    Path keyFile = folder.resolve("key.txt");
    var options = new InitOptions(s3.url(), "file:" + keyFile, null, null, false, null);
    a.faults()
        .killBeforePut(
            key -> {
              if (key.equals(Layout.VAULT)) {
                assertThat(tryInit(machine("b"))).isTrue();
              }
              return false;
            });
    assertThatThrownBy(() -> a.sync().init(options))
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("at the same moment")
        .hasMessageContaining(keyFile.toString());
    assertThat(a.sync().isConfigured()).isFalse();
  }

  @Test
  void keyStoredBeforeANetworkFailureIsReused() throws Exception {
    Machine a = machine("a");
    Path keyFile = folder.resolve("key.txt");
    var options = new InitOptions(s3.url(), "file:" + keyFile, null, null, false, null);
    a.faults().loseAnswerOfPut(Layout.VAULT::equals);
    assertThatThrownBy(() -> a.sync().init(options))
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("the key generated for it is in the file " + keyFile);
    InitResult joined = a.sync().init(options);
    assertThat(joined.createdVault()).isFalse();
    assertThat(Files.readString(keyFile)).contains(joined.keyFingerprint());
    a.append("-p", "one", Lines.user("u1", "2026-11-01T00:00:00Z", "x"));
    a.ingest();
    assertThat(a.push().events()).isEqualTo(1);
  }

  private boolean tryInit(Machine machine) {
    try {
      return machine.init(s3.url()).createdVault();
    } catch (SyncException.WrongKey e) {
      assertThat(e).hasMessageContaining("already has a vault");
      return false;
    } catch (SyncException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void secondInitKeepsTheDeviceAndChangesItsLabel() throws Exception {
    Machine a = machine("a");
    InitResult first = a.init(s3.url());
    InitResult again =
        a.sync().init(new InitOptions(s3.url(), "env:" + Machine.KEY, "desk", null, false, null));
    assertThat(again.deviceId()).isEqualTo(first.deviceId());
    assertThat(again.label()).isEqualTo("desk");
    assertThat(again.movedFrom()).isNull();
  }

  @Test
  void forgedVaultObjectIsNotJoined() throws Exception {
    Machine a = machine("a");
    a.init(s3.url());
    String name = "stackunderflow-sync/v1/vault.json";
    String forged =
        new String(s3.object(name), StandardCharsets.UTF_8)
            .replaceFirst("\"created\":\"20", "\"created\":\"19");
    s3.put(name, forged.getBytes(StandardCharsets.UTF_8));
    Machine b = machine("b");
    b.env().put(Machine.KEY, a.key());
    assertThatThrownBy(() -> b.init(s3.url()))
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("somebody else changed it");
  }

  @Test
  void privateFilesArePrivate() throws Exception {
    Machine a = machine("a");
    a.ingest();
    a.init(s3.url());
    a.push();
    try (var files = Files.walk(a.home().folder())) {
      for (Path file : files.toList()) {
        String modes = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        assertThat(modes).as(file.toString()).matches("rw[-x]------");
      }
    }
  }

  @Test
  void plainHttpToAnotherMachineNeedsConsent() {
    assertThatThrownBy(
            () -> machine("a").init("s3://sessions?endpoint=http://nas.example.com:9000"))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("--allow-http");
  }

  @Test
  void keyGivenAsAVariableNameIsNotQuoted() {
    String secret = VaultKey.generate().secret();
    assertThatThrownBy(
            () ->
                machine("a")
                    .sync()
                    .init(new InitOptions(s3.url(), "env:" + secret, null, null, false, null)))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageNotContaining(secret);
  }
}
