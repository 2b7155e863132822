package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.QuirkServer;
import dev.stackunderflow.sync.testing.QuirkServer.Quirk;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What S3-compatible providers, and networks in front of them, answer differently from AWS. */
@Timeout(120)
class ProviderQuirksIT {

  @TempDir Path folder;
  private QuirkServer server;
  private final TestClock clock = new TestClock();
  private Machine a;
  private Machine b;

  @BeforeEach
  void start() throws Exception {
    server = new QuirkServer();
    a = machine("laptop");
    b = machine("work");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Machine machine(String name) {
    return new Machine(
        folder.resolve(name),
        Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"),
        clock);
  }

  private static void write(Machine machine, int n) throws Exception {
    String name = String.valueOf(machine.folder().getFileName());
    machine.append("-p", name, Lines.user(name + n, Lines.at(n), "line " + n));
    machine.ingest();
  }

  private void bothDevicesSync() throws Exception {
    a.init(server.url());
    b.env().put(Machine.KEY, a.key());
    b.init(server.url());
    for (int n = 1; n <= 2; n++) {
      write(a, n);
      write(b, n);
      a.push();
      b.push();
      a.pull();
      b.pull();
    }
  }

  private static long events(Machine machine) throws Exception {
    return machine.view(c -> c.report(new DeviceFilter.All())).total().events();
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {
        "BARE_ETAG",
        "NO_PUT_ETAG",
        "NO_ETAG",
        "WEAK_ETAG",
        "WRONG_TOKEN",
        "FOREIGN_KEYS",
        "HTML_WITHOUT_BODY"
      })
  void aProviderWithThisQuirkWorks(Quirk quirk) throws Exception {
    server.become(quirk);
    bothDevicesSync();
    assertThat(events(a)).isEqualTo(4);
    assertThat(events(b)).isEqualTo(4);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
  }

  @Test
  void aProviderThatWantsBareEtagsKeepsConditionalWrites() throws Exception {
    server.become(Quirk.BARE_ETAG);
    assertThat(a.init(server.url()).conditionalWrites()).isTrue();
    write(a, 1);
    a.push();
    write(a, 2);
    assertThat(a.push().requests()).isEqualTo(2);
  }

  @Test
  void putsAnsweredWithoutAnEtagLoseNothing() throws Exception {
    bothDevicesSync();
    server.become(Quirk.NO_PUT_ETAG);
    write(a, 3);
    a.push();
    b.pull();
    write(a, 4);
    a.push();
    b.pull();
    assertThat(events(b)).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"NO_TOKEN", "REPEATING_PAGE"})
  void anIncompleteListIsRefused(Quirk quirk) throws Exception {
    bothDevicesSync();
    server.become(quirk);
    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("The list of objects from the bucket bucket")
        .hasMessageContaining("is incomplete");
    assertThat(events(b)).isEqualTo(4);
    server.become();
    assertThat(b.pull().quarantined()).isEmpty();
  }

  @Test
  void aLoginPageIsNotAnEmptyBucket() throws Exception {
    server.become(Quirk.WEB_PAGE);
    assertThatThrownBy(() -> a.init(server.url()))
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("answered by a web page");
    server.become();
    bothDevicesSync();
    server.become(Quirk.WEB_PAGE);
    write(a, 3);
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("answered by a web page")
        .hasMessageContaining("encrypted and queued");
    assertThatThrownBy(b::pull).isInstanceOf(SyncException.Unreachable.class);
    assertThatThrownBy(() -> b.sync().verify(false, Progress.NONE))
        .isInstanceOf(SyncException.Unreachable.class);
    server.become();
    a.push();
    b.pull();
    assertThat(events(b)).isEqualTo(5);
  }

  @Test
  void anAnswerThatIsNotAListIsNotAnEmptyBucket() throws Exception {
    bothDevicesSync();
    server.become(Quirk.EMPTY_DOCUMENT);
    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("does not answer like S3");
  }

  @Test
  void aListThatIsNotXmlIsReportedAndUsedForNothing() throws Exception {
    bothDevicesSync();
    server.become(Quirk.MALFORMED_LIST);
    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Unreachable.class)
        .hasMessageContaining("gave an answer that is not XML")
        .hasMessageContaining("Events synced earlier are intact");
    server.become();
    assertThat(b.pull().quarantined()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"EXPIRED_TOKEN", "EXPIRED_TOKEN_403"})
  void anExpiredSessionTokenIsNamedAsTheCause(Quirk quirk) throws Exception {
    bothDevicesSync();
    server.become(quirk);
    write(a, 3);
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("session token")
        .hasMessageContaining("has expired")
        .hasMessageContaining("aws sso login")
        .hasMessageContaining("Nothing is lost");
  }

  @Test
  void theRightRegionIsNamed() throws Exception {
    server.become(Quirk.WRONG_REGION);
    assertThatThrownBy(() -> a.init(server.url()))
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("Add region=gra to the bucket URL");
    server.become(Quirk.REDIRECT);
    assertThatThrownBy(() -> a.init(server.url()))
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("Add region=eu-north-1 to the bucket URL");
  }

  @Test
  void aBucketNameThatTheProviderForbidsIsNamedAsTheReason() throws Exception {
    server.become(Quirk.INVALID_BUCKET_NAME);
    assertThatThrownBy(() -> a.init(server.url()))
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("does not allow the bucket name bucket")
        .hasMessageContaining("3 to 63 lower-case letters");
  }
}
