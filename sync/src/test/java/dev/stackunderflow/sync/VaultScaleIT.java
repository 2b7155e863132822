package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.VaultObject.RetiredKey;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault object with many devices and rotations. */
class VaultScaleIT {

  private static final String WHEN = "2026-11-23T00:00:00Z";

  private final TestClock clock = new TestClock();
  private Path folder;
  private Machine a;

  @BeforeEach
  void oneMachine(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Files.createDirectory(folder.resolve("nas"));
    a = new Machine(folder.resolve("a"), Map.of(), clock);
    a.init("file://" + folder.resolve("nas"));
    a.push();
  }

  private Path vault() {
    return folder.resolve("nas/stackunderflow-sync").resolve(Layout.VAULT);
  }

  /** Makes the vault one whose key was replaced often, with devices that never moved. */
  private void age(int rotations, int devices) throws Exception {
    VaultObject now = VaultCodec.decode(Files.readAllBytes(vault()));
    VaultKey key = VaultKey.parse(a.key());
    List<RetiredKey> retired = new ArrayList<>();
    for (int i = 0; i < rotations; i++) {
      VaultKey old = VaultKey.generate();
      byte[] line = (old.secret() + "\n").getBytes(StandardCharsets.US_ASCII);
      List<String> here = new ArrayList<>();
      for (int d = i; d < devices; d += rotations) {
        here.add(UUID.randomUUID().toString());
      }
      retired.add(
          new RetiredKey(
              old.fingerprint().value(),
              WHEN,
              Base64.getEncoder().encodeToString(AgeCipher.encrypt(key.recipient(), line)),
              VaultSeal.handOver(old, now.vaultId(), now.keyFingerprint(), WHEN),
              here));
    }
    Files.write(
        vault(), VaultCodec.encode(VaultObject.sealed(key, now.vaultId(), now.created(), retired)));
  }

  @Test
  void tenThousandDevicesAndAThousandRotationsFit() throws Exception {
    age(1000, 10_000);
    Machine b = new Machine(folder.resolve("b"), Map.of(), clock);
    b.env().put(Machine.KEY, a.key());
    b.init("file://" + folder.resolve("nas"));
    b.push();

    VaultKey next = VaultKey.generate();
    a.env().put("NEXT", next.secret());
    assertThat(a.sync().rotateKey("env:NEXT", Progress.NONE).isDone()).isTrue();
    b.env().put(Machine.KEY, next.secret());

    assertThat(b.push().notices()).isEmpty();
    assertThat(a.pull().quarantined()).isEmpty();
    VaultObject after = VaultCodec.decode(Files.readAllBytes(vault()));
    assertThat(after.retired()).hasSize(1001);
    assertThat(after.retired().stream().mapToInt(key -> key.devices().size()).sum())
        .isEqualTo(10_002);
    assertThat(Files.size(vault())).isLessThan(VaultCodec.MAX_BYTES / 2);
  }

  @Test
  void vaultObjectThatNobodyCouldReadIsNotWritten() throws Exception {
    age(1, 113_330);
    byte[] full = Files.readAllBytes(vault());
    assertThat(full.length).isBetween(VaultCodec.MAX_BYTES - 500, VaultCodec.MAX_BYTES);
    a.env().put("NEXT", VaultKey.generate().secret());

    assertThatThrownBy(() -> a.sync().rotateKey("env:NEXT", Progress.NONE))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("key was not changed");
    assertThat(Files.readAllBytes(vault())).isEqualTo(full);
    assertThat(a.pull().quarantined()).isEmpty();
  }
}
