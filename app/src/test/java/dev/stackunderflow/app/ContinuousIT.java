package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continuous sync in real processes. */
class ContinuousIT extends ContinuousFixture {

  @Test
  void whatIsWrittenOnOneMachineIsSeenOnTheOtherAlsoAfterEitherWasKilled() throws Exception {
    enable(laptop, "2s");
    enable(work, "2s");
    Service there = Service.start(work);
    try (Service here = Service.start(laptop)) {
      append("swallow");
      long start = System.nanoTime();
      Service other = there;
      Service.await("swallow", () -> sees(other, "swallow"));
      System.out.printf(
          "appended here, seen there with --interval 2s: %d ms%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      append("heron");
      here.kill();
    }
    try (Service here = Service.start(laptop)) {
      Service other = there;
      Service.await("heron", () -> sees(other, "heron"));
      there.kill();
      append("bittern");
      Service.await("bittern, here", () -> sees(here, "bittern"));
      there = Service.start(work);
      Service again = there;
      Service.await("bittern", () -> sees(again, "bittern"));
      assertThat(Shell.run(work.env(), "sync", "verify", "--deep").exitCode()).isZero();
      assertThat(Shell.run(work.env(), "report", "--json").json().get("events").asInt())
          .as("nothing lost, nothing twice")
          .isEqualTo(3);
    } finally {
      there.close();
    }
  }

  @Test
  void aRunningProcessFollowsTheSettingsAndCommandsWorkBesideIt() throws Exception {
    laptop.append(SLUG, "one", Lines.user("u", Lines.at(1), "sparrow"));
    try (Service here = Service.start(laptop)) {
      Service.await("the view without sync", () -> sees(here, "sparrow"));
      assertThat(s3.names()).as("off").noneMatch(name -> name.contains("/segments/"));
      enable(laptop, "1s");
      Service.await("a push", () -> isPushed("/segments/"));
      Service.await("the state", () -> state(here).equals("watching"));
      append("robin");
      for (int i = 0; i < 3; i++) {
        Shell.Run now = Shell.run(laptop.env(), "sync", "now");
        assertThat(now.exitCode()).as(now.err()).isZero();
        assertThat(Shell.run(laptop.env(), "ingest").exitCode()).isZero();
      }
      assertThat(here.post("/api/sync/now").status()).isEqualTo(200);
      assertThat(Shell.run(laptop.env(), "sync", "auto", "--disable").out()).contains("is off");
      Service.await("off", () -> Shell.run(laptop.env(), "sync", "auto").out().contains("off"));
      assertThat(here.stop(Duration.ofSeconds(15))).as("it ended when it was asked").isTrue();
    }
    assertThat(laptop.status().pendingEvents()).isZero();
  }

  @Test
  void aWrongKeyPausesItAndTheStatusSaysWhy() throws Exception {
    enable(work, "1s");
    work.env().put(Machine.KEY, dev.stackunderflow.sync.key.VaultKey.generate().secret());
    try (Service there = Service.start(work)) {
      Service.await("the pause", () -> state(there).equals("paused"));
      assertThat(there.get("/api/sync/status").json().at("/auto/reason").asText())
          .contains("This is not the vault's key");
      assertThat(Shell.run(work.env(), "sync", "auto").out()).contains("PAUSED");
    }
  }

  @Test
  void anUnreachableBucketIsWaitedForAndTheLogHoldsNoWordOfASession() throws Exception {
    enable(laptop, "1s");
    s3.stop();
    append("nightingale");
    try (Service here = Service.start(laptop)) {
      Service.await("the back-off", () -> state(here).equals("backing_off"));
      s3.restart();
      Service.await("a push", () -> isPushed("/segments/"));
      Service.await("watching", () -> state(here).equals("watching"));
    }
    String log =
        Files.readString(laptop.home().folder().resolve("logs").resolve("stackunderflow.0.log"));
    assertThat(log).contains("backing_off: ").contains("watching");
    assertThat(log)
        .doesNotContain("nightingale", laptop.key(), S3Server.SECRET_ACCESS_KEY)
        .doesNotContain(Files.readString(laptop.home().folder().resolve("api-token")).strip());
  }

  @Test
  void whatHappensIsToldAsItHappens() throws Exception {
    enable(laptop, "1s");
    try (Service here = Service.start(laptop);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(here.url() + "/api/events"))
              .header("Authorization", "Bearer " + here.token())
              .build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("retry: 1000");
        append("warbler");
        assertThat(next(lines, "event: events"))
            .isEqualTo("data: {\"from\":\"logs\",\"events\":1}");
        assertThat(next(lines, "event: sync")).startsWith("data: {\"state\":\"");
      }
    }
  }

  @Test
  void withoutInitTheProcessOpensNoConnection(@TempDir Path folder) throws Exception {
    Path proc = Path.of("/proc/self/net/tcp");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(proc), "only Linux says what a process has open");
    var machine = new Machine(folder.resolve("third"), s3.credentials(), new TestClock());
    machine.append(SLUG, "one", Lines.user("u", Lines.at(1), "sparrow"));
    var connections = new Connections();
    try (Service service = Service.start(machine)) {
      var watching = new AtomicBoolean(true);
      try (var watcher = Executors.newSingleThreadExecutor()) {
        Future<Integer> looks = watcher.submit(() -> connections.watch(service, watching));
        Service.await("the logs", () -> sees(service, "sparrow"));
        for (String path :
            List.of("/api/sessions", "/api/report", "/api/sync/status", "/api/projects")) {
          assertThat(service.get(path).status()).isEqualTo(200);
        }
        assertThat(service.post("/api/sync/now").status()).isEqualTo(409);
        assertThat(service.get("/api/sync/devices").status()).isEqualTo(409);
        machine.append(SLUG, "one", Lines.user("v", Lines.at(2), "finch"));
        Service.await("the new line", () -> sees(service, "finch"));
        watching.set(false);
        assertThat(looks.get()).as("it was looked").isGreaterThan(5);
      }
      JsonNode status = service.get("/api/sync/status").json();
      assertThat(status.toString()).isEqualTo("{\"configured\":false}");
    }
    assertThat(connections.outbound()).isEmpty();
    assertThat(connections.inbound()).as("the watching works").isNotEmpty();
    assertThat(Files.exists(machine.home().syncFolder())).isFalse();
  }

  @Test
  void theSameLookSeesWhatAProcessThatSyncsOpens() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(Path.of("/proc/self/net/tcp")), "only Linux says what a process has open");
    enable(laptop, "1s");
    var connections = new Connections();
    var watching = new AtomicBoolean(true);
    try (Service here = Service.start(laptop);
        var watcher = Executors.newSingleThreadExecutor()) {
      Future<Integer> looks = watcher.submit(() -> connections.watch(here, watching));
      Service.await("a connection to the bucket", () -> connections.hasOutbound());
      watching.set(false);
      assertThat(looks.get()).isPositive();
    }
  }
}
