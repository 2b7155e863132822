package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Sessions of Command Code, whose real client resumed such copies: docs/agents.md. */
class CarryCommandCodeIT extends CarriedDocuments {

  private static final String PROJECT = ".commandcode/projects/home-ann-src-my-app/";

  private static String line(int minute, String id, String parent, String role, String text) {
    boolean isAnswer = role.equals("assistant");
    return String.format(
        """
        {"type":"message","id":"%s","parentId":"%s","timestamp":"2026-11-01T00:%02d:00.000Z",\
        "message":{"role":"%s","content":[{"type":"text","text":"%s"}],\
        "meta":{"source":"%s","messageId":"m-%s"}}%s}""",
        id,
        parent,
        minute,
        role,
        text,
        isAnswer ? "model" : "user",
        id,
        isAnswer ? ",\"usage\":{\"inputTokens\":9,\"outputTokens\":" + minute + "}" : "");
  }

  private Path begin() throws Exception {
    write(a, PROJECT + "c1.meta.json", "{\"title\":\"Depth\",\"userRenamed\":true}");
    Path log =
        write(
            a,
            PROJECT + "c1.jsonl",
            """
            {"type":"session","version":3,"id":"c1","timestamp":"2026-11-01T00:00:00.000Z",\
            "cwd":"/home/ann/src/my.app"}""",
            line(1, "a1", "c1", "user", "how deep"),
            line(2, "a2", "a1", "assistant", "two metres"));
    send();
    return log;
  }

  @Test
  void aSessionIsWrittenIntoTheFolderNamedAfterTheProjectAndContinuedOnBothMachines()
      throws Exception {
    Path there = begin();
    CarryPlan plan = carry(b, "commandcode", "c1", here);
    Path log = only(b, ".commandcode", "c1.jsonl");
    assertThat(log.toString()).endsWith("-src-my-app/c1.jsonl");
    assertThat(plan.resume()).isEqualTo("cmd --session " + log);
    assertThat(log).content().contains("\"cwd\":\"" + here + "\"", "\"parentId\":\"a1\"");
    assertThat(log.resolveSibling("c1.meta.json")).content().contains("Depth");
    assertThat(carry(b, "commandcode", "c1", here).missing()).isZero();
    append(there, line(3, "a3", "a2", "user", "from a"), line(4, "a4", "a3", "assistant", "one"));
    append(log, line(5, "b5", "a2", "user", "from b"), line(6, "b6", "b5", "assistant", "two"));
    sync();
    assertThat(carry(b, "commandcode", "c1", here).missing()).isEqualTo(2);
    sync();
    bothSay("c1", "how deep", "two metres", "from a", "one", "from b", "two");
    assertThat(total(a).tokens().output()).isEqualTo(2 + 4 + 6);
  }

  @Test
  void aFolderIsNamedAsTheClientDoesWithItsWordsApart() throws Exception {
    begin();
    Path words = Files.createDirectories(b.folder().resolve("src/myAPIPond")).toRealPath();
    carry(b, "commandcode", "c1", words);
    assertThat(only(b, ".commandcode", "c1.jsonl").toString())
        .endsWith("-src-my-api-pond/c1.jsonl");
    assertThat(carry(b, "commandcode", "c1", words).resume()).isEqualTo("cmd -r c1");
  }

  @Test
  void aSessionOfAnOlderVersionIsRefused() throws Exception {
    write(
        a,
        PROJECT + "c1.jsonl",
        """
        {"id":"x","timestamp":"2026-11-01T00:00:00.000Z","sessionId":"c1","parentId":null,\
        "role":"user","content":[{"type":"text","text":"how deep"}],"metadata":{"version":2}}""");
    send();
    assertThatThrownBy(() -> carry(b, "commandcode", "c1", here))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("An older version of Command Code")
        .hasMessageContaining("Nothing was written");
  }
}
