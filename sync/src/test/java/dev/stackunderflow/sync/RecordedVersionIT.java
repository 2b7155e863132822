package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vault in a folder and the homes of three of its devices, as the first version wrote them: this
 * version and all later ones read them and continue. The file is never recorded again.
 */
class RecordedVersionIT {

  private static final String KEY_FILE = "key.txt";

  private final TestClock clock = new TestClock();
  private Path folder;

  @BeforeEach
  void unpack(@TempDir Path temporary) throws Exception {
    folder = temporary;
    clock.advance(Duration.ofDays(400));
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/vault-v1.zip"));
        var zip = new ZipInputStream(in)) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        Path file = folder.resolve(entry.getName()).normalize();
        assertThat(file.startsWith(folder)).isTrue();
        Files.createDirectories(file.getParent());
        if (!entry.isDirectory()) {
          Files.write(file, zip.readAllBytes());
        }
      }
    }
  }

  private String key() throws Exception {
    return Files.readString(folder.resolve(KEY_FILE)).strip();
  }

  private String bucket() {
    return "file://" + folder.resolve("nas");
  }

  private Machine machine(String name) throws Exception {
    Machine machine = new Machine(folder.resolve(name), Map.of(), clock);
    machine.env().put(Machine.KEY, key());
    return machine;
  }

  /** The recorded home names the folder in which it was recorded: the bucket has moved. */
  private Machine recorded(String name) throws Exception {
    Machine machine = machine(name);
    Path device = machine.home().syncFolder().resolve("device.json");
    String text = Files.readString(device);
    Files.writeString(device, text.replaceFirst("\"file://[^\"]*\"", "\"" + bucket() + "\""));
    return machine;
  }

  @Test
  void newDeviceReadsTheRecordedVault() throws Exception {
    Machine reader = machine("reader");
    reader.init(bucket());

    assertThat(reader.pull().quarantined()).isEmpty();

    assertThat(WorldView.of(reader)).hasSize(13);
    assertThat(reader.sync().verify(true, Progress.NONE).problems()).isEmpty();
  }

  @Test
  void recordedDevicesContinueAndShowTheSame() throws Exception {
    Machine laptop = recorded("laptop");
    Machine work = recorded("work");
    Machine ci = recorded("ci");
    String id = laptop.status().deviceId();
    int seconds = 50_000;
    for (Machine machine : List.of(laptop, work, ci)) {
      machine.append("-p", "later", Lines.user("v" + seconds, Lines.at(seconds), "continued"));
      seconds++;
      machine.ingest();
      assertThat(machine.push().notices()).isEmpty();
    }
    assertThat(laptop.pull().quarantined()).isEmpty();
    assertThat(work.pull().quarantined()).isEmpty();
    laptop.push();
    assertThat(work.pull().quarantined()).isEmpty();

    assertThat(laptop.status().deviceId()).isEqualTo(id);
    assertThat(WorldView.of(laptop)).hasSize(16).isEqualTo(WorldView.of(work));
    assertThat(laptop.view(Catalog::fingerprint)).isEqualTo(work.view(Catalog::fingerprint));
    VaultKey next = VaultKey.generate();
    laptop.env().put("NEXT", next.secret());
    laptop.sync().rotateKey("env:NEXT", Progress.NONE);
    work.env().put(Machine.KEY, next.secret());
    assertThat(work.pull().quarantined()).isEmpty();
  }

  @Test
  void homeOfANewerVersionIsRefusedAndNotChanged() throws Exception {
    Machine laptop = recorded("laptop");
    for (Path file : List.of(laptop.home().replica(), laptop.home().store())) {
      byte[] before = Files.readAllBytes(file);
      try (Connection db = Sqlite.openAsIs(file)) {
        Sqlite.execute(db, "PRAGMA user_version = 999");
      }
      byte[] newer = Files.readAllBytes(file);
      assertThatThrownBy(laptop::push).hasMessageContaining("newer version");
      assertThatThrownBy(laptop::pull).hasMessageContaining("newer version");
      assertThat(Files.readAllBytes(file)).isEqualTo(newer);
      Files.write(file, before);
    }
    Store.open(laptop.home().store()).close();
    assertThat(laptop.pull().quarantined()).isEmpty();
  }

  @Test
  void newerDeviceFileIsRefusedAndNotChanged() throws Exception {
    Machine laptop = recorded("laptop");
    Path device = laptop.home().syncFolder().resolve("device.json");
    Files.writeString(
        device, Files.readString(device).replaceFirst("\"version\" : 1", "\"version\" : 2"));
    String newer = Files.readString(device);

    assertThatThrownBy(laptop::push).hasMessageContaining("newer version");

    assertThat(Files.readString(device)).isEqualTo(newer);
  }
}
