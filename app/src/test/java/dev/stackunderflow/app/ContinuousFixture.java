package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two machines whose programs run as processes, and an S3 server. */
abstract class ContinuousFixture {

  static final String SLUG = "-home-me-src-app";

  final S3Server s3 = new S3Server();

  Machine laptop;

  Machine work;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), s3.credentials(), new TestClock());
    work = new Machine(folder.resolve("work"), s3.credentials(), new TestClock());
    laptop.init(s3.url());
    work.env().put(Machine.KEY, laptop.key());
    work.init(s3.url());
    Files.createDirectories(laptop.log(SLUG, "one").getParent());
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  static void enable(Machine machine, String interval) {
    Shell.Run run = Shell.run(machine.env(), "sync", "auto", "--enable", "--interval", interval);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("on, every");
  }

  /** Whether a search finds the word by now; an answer such as "try again" has no items. */
  static boolean sees(Service service, String word) throws Exception {
    return !service.get("/api/search?q=" + word).json().path("items").isEmpty();
  }

  void append(String word) throws Exception {
    laptop.append(SLUG, "one", Lines.user(word, Lines.at(word.hashCode() & 0xfff), word));
  }

  boolean isPushed(String part) {
    return s3.names().stream().anyMatch(name -> name.contains(part));
  }

  static String state(Service service) throws Exception {
    return service.get("/api/sync/status").json().at("/auto/state").asText();
  }

  static long millis(HttpClient client, HttpRequest request) throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> response =
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).as(request.uri() + response.body()).isEqualTo(200);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Appends a line every 50 ms; the result is the number of the last one. */
  int keepWriting(AtomicBoolean done) throws Exception {
    int n = 0;
    while (!done.get()) {
      n++;
      laptop.append(SLUG, "busy", Lines.user("b" + n, Lines.at(n), "wagtail" + n));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return n;
  }

  static String next(BufferedReader lines, String wanted) throws Exception {
    String line = lines.readLine();
    while (line != null && !line.equals(wanted)) {
      assertThat(line).doesNotContain("warbler");
      line = lines.readLine();
    }
    return String.valueOf(lines.readLine());
  }
}
