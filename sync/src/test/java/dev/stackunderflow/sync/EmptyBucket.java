package dev.stackunderflow.sync;

import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of InitIT and its neighbours have in common. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class EmptyBucket {

  final S3Server s3 = new S3Server();
  final TestClock clock = new TestClock();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    s3.close();
  }

  Machine machine(String name) {
    return new Machine(folder.resolve(name), s3.credentials(), clock);
  }
}
