package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.QuirkServer;
import dev.stackunderflow.sync.testing.QuirkServer.Quirk;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sync verify} says that all is there only where it is. */
@Timeout(120)
class VerifyIT {

  private static final String VAULT = "stackunderflow-sync/v1/vault.json";
  private static final String HEADS = "stackunderflow-sync/v1/heads/";

  @TempDir Path folder;
  private QuirkServer server;
  private Machine a;
  private Machine b;

  @BeforeEach
  void twoDevicesThatHaveSynced() throws Exception {
    server = new QuirkServer();
    var clock = new TestClock();
    Map<String, String> env = Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret");
    a = new Machine(folder.resolve("laptop"), env, clock);
    b = new Machine(folder.resolve("work"), env, clock);
    a.init(server.url());
    b.env().put(Machine.KEY, a.key());
    b.init(server.url());
    int n = 0;
    for (Machine machine : List.of(a, b)) {
      machine.append("-p", "s" + n, Lines.user("u" + n, Lines.at(n), "line " + n));
      machine.ingest();
      machine.push();
      n++;
    }
    a.pull();
    b.pull();
    assertThat(problems()).isEmpty();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> problems() throws Exception {
    return a.sync().verify(false, Progress.NONE).problems();
  }

  private static String id(Machine machine) throws Exception {
    return machine.status().deviceId();
  }

  private void delete(String key) {
    assertThat(server.objects().remove(key)).as(key).isNotNull();
  }

  @Test
  void anEmptiedBucketIsNoticed() throws Exception {
    server.objects().clear();
    String idOfA = id(a);
    String idOfB = id(b);
    assertThat(problems())
        .hasSize(3)
        .anyMatch(problem -> problem.contains("vault.json is missing"))
        .anyMatch(problem -> problem.contains(idOfA) && problem.contains("head is missing"))
        .anyMatch(problem -> problem.contains(idOfB) && problem.contains("head is missing"));
  }

  @Test
  void aMissingVaultObjectIsNoticed() throws Exception {
    delete(VAULT);
    assertThat(problems()).singleElement().asString().contains("no further device can join");
  }

  @Test
  void aMissingHeadIsNoticedOwnOrAnothers() throws Exception {
    delete(HEADS + id(a) + ".age");
    assertThat(problems()).singleElement().asString().contains(id(a), "head is missing");
    delete(HEADS + id(b) + ".age");
    assertThat(problems()).hasSize(2);
  }

  @Test
  void anOwnHeadThatWasSetBackIsNoticed() throws Exception {
    String head = HEADS + id(a) + ".age";
    byte[] old = server.objects().get(head);
    a.append("-p", "s0", Lines.user("u9", Lines.at(9), "line 9"));
    a.ingest();
    a.push();
    server.objects().put(head, old);
    assertThat(problems()).singleElement().asString().contains("Rollback detected");
  }

  @Test
  void aListThatEndsEarlyIsNotAMissingSegment() throws Exception {
    server.become(Quirk.EARLY_END);
    assertThat(problems()).isEmpty();
  }

  @Test
  void aBucketThatCannotBeReadIsAnError() {
    server.become(Quirk.WEB_PAGE);
    assertThatThrownBy(this::problems).isInstanceOf(SyncException.Unreachable.class);
    server.become(Quirk.EXPIRED_TOKEN);
    assertThatThrownBy(this::problems).isInstanceOf(SyncException.Denied.class);
  }
}
