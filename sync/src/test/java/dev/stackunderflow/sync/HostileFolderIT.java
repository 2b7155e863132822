package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.testing.ForgedHead;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.Head.SegmentRef;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody can write to a folder bucket: each odd file is one device's problem. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileFolderIT {

  private static final String STRANGER = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";

  private final TestClock clock = new TestClock();
  private Path folder;
  private Machine a;
  private Machine b;
  private Machine reader;
  private int lines;

  @BeforeEach
  void threeMachines(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Files.createDirectory(folder.resolve("nas"));
    a = machine("a", null);
    b = machine("b", a);
    reader = machine("reader", a);
    for (Machine machine : List.of(a, b, reader)) {
      write(machine);
    }
    reader.pull();
  }

  private Machine machine(String name, @org.jspecify.annotations.Nullable Machine member)
      throws Exception {
    Machine machine = new Machine(folder.resolve(name), Map.of(), clock);
    if (member != null) {
      machine.env().put(Machine.KEY, member.key());
    }
    machine.init("file://" + folder.resolve("nas"));
    return machine;
  }

  private void write(Machine machine) throws Exception {
    machine.append("-p", machine.folder().getFileName() + "-s", line());
    machine.ingest();
    machine.push();
  }

  private String line() {
    lines++;
    return Lines.user("u" + lines, Lines.at(lines), "line " + lines);
  }

  private Path head(String device) {
    return folder.resolve("nas/stackunderflow-sync/v1/heads").resolve(device + ".age");
  }

  enum Oddity {
    OVERSIZED,
    HUGE,
    FOLDER,
    PIPE,
    LINK,
    DEVICE_FILE;

    boolean isFile() {
      return this == OVERSIZED || this == HUGE;
    }

    void put(Path file) throws Exception {
      Files.deleteIfExists(file);
      switch (this) {
        case OVERSIZED -> sparse(file, 18L << 20);
        case HUGE -> sparse(file, 3L << 30);
        case FOLDER -> Files.createDirectories(file.resolve("deep/deeper"));
        case PIPE ->
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        case LINK -> Files.createSymbolicLink(file, file.resolveSibling("nowhere"));
        case DEVICE_FILE -> Files.createSymbolicLink(file, Path.of("/dev/zero"));
      }
    }

    private static void sparse(Path file, long size) throws Exception {
      try (var out = new RandomAccessFile(file.toFile(), "rw")) {
        out.setLength(size);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oddHeadIsThatDevicesProblemAlone(Oddity oddity) throws Exception {
    String deviceA = a.status().deviceId();
    write(b);
    oddity.put(head(deviceA));

    PullResult pulled = reader.pull();

    assertThat(pulled.quarantined())
        .extracting(PullResult.Quarantine::deviceId)
        .containsExactly(deviceA);
    assertThat(pulled.events()).as("of b").isEqualTo(1);
    write(reader);
    assertThat(b.pull().quarantined())
        .extracting(PullResult.Quarantine::deviceId)
        .containsExactly(deviceA);
    assertThat(reader.sync().devices()).hasSize(oddity.isFile() ? 3 : 2);
  }

  @ParameterizedTest
  @EnumSource
  void oddFileOfNoDeviceStopsNothing(Oddity oddity) throws Exception {
    write(b);
    oddity.put(head(STRANGER));
    oddity.put(head("junk"));

    PullResult pulled = reader.pull();

    assertThat(pulled.events()).isEqualTo(1);
    assertThat(pulled.quarantined()).hasSize(oddity.isFile() ? 1 : 0);
    write(reader);
  }

  @ParameterizedTest
  @EnumSource
  void oddOwnHeadIsReportedAsTampering(Oddity oddity) throws Exception {
    String own = reader.status().deviceId();
    write(b);
    oddity.put(head(own));

    PullResult pulled = reader.pull();

    assertThat(pulled.events()).isEqualTo(1);
    assertThat(pulled.quarantined())
        .extracting(PullResult.Quarantine::deviceId)
        .containsExactly(own);
    reader.append("-p", "reader-s", line());
    reader.ingest();
    assertThatThrownBy(reader::push).isInstanceOf(SyncException.Tampered.class);
    assertThat(reader.status().deviceId()).isEqualTo(own);
  }

  @ParameterizedTest
  @EnumSource(
      value = Oddity.class,
      names = {"FOLDER", "PIPE", "LINK", "DEVICE_FILE"})
  void oddLockIsNamedAndNeverWaitedFor(Oddity oddity) throws Exception {
    oddity.put(folder.resolve("nas/stackunderflow-sync/.lock"));

    assertThatThrownBy(() -> write(reader))
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining(".lock is not a file; delete it")
        .hasMessageContaining("Nothing is lost");

    assertThat(folder.resolve("nas/stackunderflow-sync/nowhere")).doesNotExist();
    assertThat(reader.pull().quarantined()).isEmpty();
  }

  /** The device was taken over: its head is signed and valid. */
  @Test
  void sizeThatAHeadStatesTakesNoMemoryBeforeItIsChecked() throws Exception {
    DeviceFile device = DeviceFile.read(a.home()).orElseThrow();
    String sha256 = "0".repeat(64);
    for (long bytes : List.of(1_200_000_000L, Long.MAX_VALUE)) {
      var segment = new SegmentRef("2-0123456789abcdef", 1, 2, 2, 1, bytes, sha256, 1);
      Files.write(
          head(device.deviceId()),
          ForgedHead.of(
              VaultKey.parse(a.key()),
              device.signingKey(),
              new Head(
                  device.vaultId(),
                  new Head.Device(device.deviceId(), STRANGER, "a", Role.FULL, "x", "x"),
                  2,
                  null,
                  "2026-11-23T00:00:00Z",
                  1,
                  List.of(segment),
                  Map.of(),
                  Map.of(),
                  List.of(),
                  Head.Places.NONE)));
      PullResult pulled = reader.pull();
      assertThat(pulled.quarantined()).hasSize(1);
      assertThat(pulled.quarantined().getFirst().reason()).contains("larger than any");
    }
  }

  @Test
  void tooLittleMemoryForADeviceIsThatDevicesProblemAndIsSaid() throws Exception {
    write(a);
    write(b);
    String deviceA = a.status().deviceId();
    reader.faults().outOfMemoryAtGet(key -> key.contains("/segments/" + deviceA));

    PullResult pulled = reader.pull();

    assertThat(pulled.events()).as("of b").isEqualTo(1);
    assertThat(pulled.quarantined().getFirst().reason()).contains("more memory");
    assertThat(pulled.quarantined().getFirst().tampered()).isFalse();
    assertThat(reader.pull().events()).as("the next pull has it").isEqualTo(1);
  }
}
