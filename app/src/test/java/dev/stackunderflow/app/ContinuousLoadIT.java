package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.testing.Lines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The API under load while it syncs. */
class ContinuousLoadIT extends ContinuousFixture {

  @Test
  void aThousandRequestsWhileItSyncsAreAllAnswered() throws Exception {
    for (int i = 0; i < 40; i++) {
      laptop.append(SLUG, "session-" + i, Lines.user("u" + i, Lines.at(i), "starling " + i));
    }
    enable(laptop, "1s");
    enable(work, "1s");
    var done = new AtomicBoolean();
    try (Service here = Service.start(laptop);
        Service there = Service.start(work);
        HttpClient client = HttpClient.newHttpClient();
        var writer = Executors.newSingleThreadExecutor();
        var callers = Executors.newFixedThreadPool(50)) {
      Service.await("the first sync", () -> sees(there, "starling"));
      Future<Integer> written = writer.submit(() -> keepWriting(done));
      String[] paths = {
        "/api/sessions?limit=20",
        "/api/sessions/session-7",
        "/api/search?q=starling",
        "/api/report",
        "/api/projects",
        "/api/sync/status",
        "/api/sync/conflicts",
        "/api/health"
      };
      List<Callable<Long>> calls = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(there.url() + paths[i % paths.length]))
                .header("Authorization", "Bearer " + there.token())
                .build();
        calls.add(() -> millis(client, request));
      }
      List<Future<Long>> answers = callers.invokeAll(calls);
      done.set(true);
      long[] millis = new long[answers.size()];
      for (int i = 0; i < millis.length; i++) {
        millis[i] = answers.get(i).get();
      }
      Arrays.sort(millis);
      System.out.printf(
          "1,000 requests, 50 at a time, while syncing: p50 %d ms, p99 %d ms, max %d ms%n",
          millis[500], millis[990], millis[999]);
      int last = written.get();
      assertThat(last).as("it synced meanwhile").isPositive();
      Service.await("the last line", () -> sees(there, "wagtail" + last));
      assertThat(here.get("/api/health").status()).isEqualTo(200);
    }
  }
}
