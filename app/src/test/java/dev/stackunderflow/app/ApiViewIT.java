package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import org.junit.jupiter.api.Test;

/** What the API shows is what the commands print. */
class ApiViewIT extends ApiFixture {

  @Test
  void theStatusIsTheCommandsAndNamesNothingToWhoLacksTheToken() throws Exception {
    JsonNode printed = Shell.run(work.env(), "sync", "status", "--json").json();
    assertThat(api.get("/api/sync/status").json()).isEqualTo(printed);
    Service.Answer open = api.send("GET", "/api/sync/status", "");
    assertThat(open.body())
        .doesNotContain("laptop", "\"work\"", S3Server.BUCKET, "127.0.0.1", Machine.KEY, "app0");
    assertThat(names(open.json())).isEqualTo(names(printed));
    assertThat(open.json().get("generation")).isEqualTo(printed.get("generation"));
    assertMatches(openApi.at("/components/schemas/Status"), open.json());
  }

  @Test
  void whatItShowsIsWhatTheCommandsPrint() throws Exception {
    assertThat(api.get("/api/sessions").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "sessions", "--json").json());
    assertThat(api.get("/api/projects").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "projects", "--json").json());
    assertThat(api.get("/api/report?device=laptop").json())
        .isEqualTo(Shell.run(work.env(), "report", "--device", "laptop", "--json").json());
    assertThat(api.get("/api/sync/conflicts").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "sync", "conflicts", "--json").json());
    assertThat(api.get("/api/sync/devices").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "sync", "devices", "--json").json());
    assertThat(api.get("/api/search?q=%22hello+number%22+3").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "search", "hello number", "3", "--json").json())
        .hasSize(1);
    JsonNode shown = Shell.run(work.env(), "show", "session-3", "--json").json();
    assertThat(api.get("/api/sessions/session-3").json().get("events"))
        .isEqualTo(shown.get("events"))
        .hasSize(2);
  }

  @Test
  void pagesGiveEverythingOnce() throws Exception {
    assertThat(paged("/api/sessions?limit=2", "items", "session_id")).hasSize(SESSIONS);
    assertThat(paged("/api/projects?limit=1", "items", "slug")).hasSize(2);
    assertThat(paged("/api/search?q=hello&limit=3", "items", "snippet")).hasSize(13);
    assertThat(paged("/api/sync/devices?limit=1", "items", "device_id")).hasSize(2);
    assertThat(paged("/api/sessions/session-2?limit=1", "events", "uuid"))
        .containsExactly("u2", "a2");
  }

  @Test
  void whatCantBeAnsweredIsSaidInWords() throws Exception {
    problem(api.get("/api/sessions?color=red"), 400, "usage");
    problem(api.get("/api/sessions?limit=0"), 400, "usage");
    problem(api.get("/api/sessions?limit=1&limit=2"), 400, "usage");
    problem(api.get("/api/sessions?cursor=nonsense"), 400, "usage");
    problem(api.get("/api/sessions/session-1?all=perhaps"), 400, "usage");
    problem(api.get("/api/search"), 400, "usage");
    problem(api.get("/api/search?q=*"), 400, "usage");
    problem(api.get("/api/search?q=hello&agent=claud"), 400, "usage");
    problem(api.get("/api/search?q=hello&role=human"), 400, "usage");
    problem(api.get("/api/sessions?device=nobody"), 404, "not_found");
    problem(api.get("/api/sessions/nothing"), 404, "not_found");
    problem(api.get("/api/sessions/session"), 409, "ambiguous");
    problem(api.get("/api/nothing"), 404, "not_found");
    problem(api.get("/"), 404, "not_found");
    problem(api.get("/api/sync/now"), 405, "method");
    problem(api.post("/api/sessions"), 405, "method");
  }
}
