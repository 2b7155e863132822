package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.core.carry.CarryPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Sessions of Grok Build, whose lines have no ids, and of OpenCode, which only imports. */
class CarryDatabaseIT extends CarriedDocuments {

  private static final String GROK = ".grok/sessions/%2Fhome%2Fann%2Fsrc%2Fmy.app/g1/";

  private static String prompt(int index, String text) {
    return "{\"type\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<user_query>\\n"
        + text
        + "\\n</user_query>\"}],\"prompt_index\":"
        + index
        + "}";
  }

  private static String answer(String text) {
    return "{\"type\":\"assistant\",\"content\":\"" + text + "\",\"model_id\":\"m\"}";
  }

  private static String chunk(int index, int minute) {
    return String.format(
        """
        {"timestamp":1793491200,"method":"session/update","params":{"sessionId":"g1","update":\
        {"sessionUpdate":"user_message_chunk","_meta":{"promptIndex":%d}},\
        "_meta":{"agentTimestampMs":%d}}}""",
        index, 1_793_491_200_000L + minute * 60_000L);
  }

  private static String turn(int number, int minute) {
    return String.format(
        """
        {"turnNumber":%d,"endedAt":"2026-11-01T00:%02d:30.123456+00:00","outputTokens":%d,\
        "modelUsage":{"m":{"inputTokens":50,"outputTokens":%d,"cachedReadTokens":20}}}""",
        number, minute, minute, minute);
  }

  private static String usage(String... turns) {
    return "{\"sessionId\":\"g1\",\"session\":{},\"turns\":[" + String.join(",", turns) + "]}";
  }

  @Test
  void promptsOfGrokAreNumberedOnAndKeepTheirTimes() throws Exception {
    write(
        a,
        GROK + "summary.json",
        """
        {"info":{"id":"g1","cwd":"/home/ann/src/my.app"},"created_at":"2026-11-01T00:00:00Z",\
        "generated_title":"Depth","grok_home":"/home/ann/.grok"}""");
    Path history =
        write(a, GROK + "chat_history.jsonl", prompt(0, "how deep"), answer("two metres"));
    Path updates = write(a, GROK + "updates.jsonl", chunk(0, 1));
    write(a, GROK + "usage.json", usage(turn(1, 1)));
    send();
    CarryPlan plan = carry(b, "grok", "g1", here);
    assertThat(plan.resume()).isEqualTo("grok -r g1");
    Path summary = only(b, ".grok/sessions", "summary.json");
    assertThat(summary.toString()).contains("%2Fsrc%2FMy%20app.%C3%BC/g1/");
    JsonNode json = new ObjectMapper().readTree(summary.toFile());
    assertThat(json.path("info").path("cwd").asText()).isEqualTo(here.toString());
    assertThat(json.path("grok_home").asText()).isEqualTo(b.folder().resolve(".grok").toString());
    sync();
    bothSay("g1", "how deep", "two metres");

    append(history, prompt(1, "from a"), answer("answer a"));
    append(updates, chunk(1, 3));
    write(a, GROK + "usage.json", usage(turn(1, 1), turn(2, 3)));
    append(summary.resolveSibling("chat_history.jsonl"), prompt(1, "from b"), answer("answer b"));
    append(summary.resolveSibling("updates.jsonl"), chunk(1, 5));
    Files.writeString(summary.resolveSibling("usage.json"), usage(turn(1, 1), turn(2, 5)));
    sync();
    assertThat(carry(b, "grok", "g1", here).missing()).isPositive();
    assertThat(Files.readString(summary.resolveSibling("chat_history.jsonl")))
        .contains("\"prompt_index\":2");
    assertThat(carry(b, "grok", "g1", here).missing()).isZero();
    sync();
    bothSay("g1", "how deep", "two metres", "from a", "answer a", "from b", "answer b");
    assertThat(total(b).tokens().output()).isEqualTo(1 + 3 + 5);
  }

  private void openCode(String storage) throws Exception {
    write(
        a,
        storage + "session/p/ses_1.json",
        """
        {"id":"ses_1","slug":"calm-pond","directory":"/home/ann/src/my.app","title":"Depth",\
        "version":"1.0","time":{"created":1793491200000,"updated":1793491300000}}""");
    write(
        a,
        storage + "session/p/ses_2.json",
        """
        {"id":"ses_2","parentID":"ses_1","directory":"/home/ann/src/my.app","title":"Look",\
        "version":"1.0","time":{"created":1793491250000}}""");
    for (String session : new String[] {"ses_1", "ses_2"}) {
      write(
          a,
          storage + "message/" + session + "/msg_" + session + ".json",
          "{\"id\":\"msg_"
              + session
              + "\",\"role\":\"user\",\"time\":{\"created\":1793491200000}}");
      write(
          a,
          storage + "part/msg_" + session + "/prt_1.json",
          "{\"id\":\"prt_1\",\"type\":\"text\",\"text\":\"how deep in " + session + "\"}");
    }
  }

  @Test
  void aSessionOfOpenCodeAndItsSubagentAreImportedByOpenCodeItself() throws Exception {
    openCode(".local/share/opencode/storage/");
    send();
    CarryPlan plan = carry(b, "opencode", "ses_1", here);
    Path folder = b.home().folder().resolve("carried");
    assertThat(plan.resume())
        .isEqualTo(
            "opencode import "
                + folder.resolve("opencode-ses_1.json")
                + " && opencode import "
                + folder.resolve("opencode-ses_2.json")
                + " && opencode -s ses_1");
    JsonNode main = new ObjectMapper().readTree(folder.resolve("opencode-ses_1.json").toFile());
    assertThat(main.path("info").path("directory").asText()).isEqualTo(here.toString());
    assertThat(main.path("info").path("time").path("updated").asLong()).isEqualTo(1793491300000L);
    JsonNode part = main.path("messages").path(0).path("parts").path(0);
    assertThat(part.path("messageID").asText()).isEqualTo("msg_ses_1");
    assertThat(part.path("sessionID").asText()).isEqualTo("ses_1");
    JsonNode child = new ObjectMapper().readTree(folder.resolve("opencode-ses_2.json").toFile());
    assertThat(child.path("info").path("parentID").asText()).isEqualTo("ses_1");
    // The import did not run: a second carry writes the same again.
    assertThat(carry(b, "opencode", "ses_1", here).missing()).isEqualTo(plan.missing());
  }
}
