package dev.stackunderflow.sync;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two machines that have joined one vault on a real S3 server. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class TwoMachines {

  final S3Server s3 = new S3Server();
  final TestClock clock = new TestClock();
  Path folder;
  Machine a;
  Machine b;

  @BeforeEach
  void join(@TempDir Path temporary) throws Exception {
    folder = temporary;
    a = machine("laptop");
    a.init(s3.url());
    b = machine("work");
    b.env().put(Machine.KEY, a.key());
    b.init(s3.url());
  }

  Machine machine(String name) {
    return new Machine(folder.resolve(name), s3.credentials(), clock);
  }

  /** One more machine of the vault. */
  Machine joined(String name) throws SyncException {
    Machine machine = machine(name);
    machine.env().put(Machine.KEY, a.key());
    machine.init(s3.url());
    return machine;
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : walk.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** A machine whose home is a copy of another's. */
  Machine copyOf(Machine machine, String name) throws IOException {
    copy(machine.folder(), folder.resolve(name));
    Machine copy = machine(name);
    copy.env().put(Machine.KEY, a.key());
    return copy;
  }

  /** Every file of a machine with its bytes; SQLite's shared memory is no content. */
  static Map<String, byte[]> files(Machine machine) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(machine.home().folder())) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = machine.home().folder().relativize(file).toString();
        if (!name.endsWith("-shm")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  static String headOf(String deviceId) {
    return "stackunderflow-sync/v1/heads/" + deviceId + ".age";
  }

  String segmentOf(String deviceId) {
    return s3.objects().keySet().stream()
        .filter(name -> name.contains("/segments/" + deviceId + "/"))
        .findFirst()
        .orElseThrow();
  }
}
