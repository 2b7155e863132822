package dev.stackunderflow.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.app.auto.LocalSyncWork;
import dev.stackunderflow.app.auto.Observer;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.Sync;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description names every route, no other, and their parameters and doors. */
class OpenApiTest {

  @Test
  void everyRouteIsDescribedAndNoOther(@TempDir Path folder) throws Exception {
    var home = new Home(folder);
    var sync = new Sync(home, Map.of(), Clock.systemUTC(), new SecureRandom());
    var work =
        new LocalSyncWork(home, Map.of(), Clock.systemUTC(), sync, List.of(), new Observer() {});
    Map<String, String> served = new TreeMap<>();
    try (var views = new Views(home);
        var calls = new SyncCalls(work, sync, () -> {})) {
      for (Route route : new Routes(home, sync, views, calls).all()) {
        served.put(
            route.method() + " " + route.path(),
            new TreeSet<>(route.parameters())
                + (route.access() == Route.Access.TOKEN ? " token" : ""));
      }
    }
    served.put("GET " + EventStream.PATH, "[] token");
    assertThat(described()).isEqualTo(served);
  }

  private static Map<String, String> described() throws Exception {
    Map<String, String> described = new TreeMap<>();
    try (var in = Routes.class.getResourceAsStream("openapi.json")) {
      JsonNode document = new ObjectMapper().readTree(in);
      for (var path : document.get("paths").properties()) {
        for (var operation : path.getValue().properties()) {
          Set<String> parameters = new TreeSet<>();
          for (JsonNode parameter : operation.getValue().path("parameters")) {
            if (parameter.get("in").asText().equals("query")) {
              parameters.add(parameter.get("name").asText());
            }
          }
          boolean isOpen = operation.getValue().path("security").isArray();
          described.put(
              operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
              parameters + (isOpen ? "" : " token"));
        }
      }
    }
    return described;
  }
}
