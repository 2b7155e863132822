package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/**
 * Sessions of agents whose documents are made again of what is stored. The real clients run in
 * scripts/real-clients.
 */
class CarryDocumentsIT extends CarriedDocuments {

  private static String gemini(int minute, String id, String type, String text) {
    return String.format(
        "{\"id\":\"%s\",\"timestamp\":\"2026-11-01T00:%02d:00.000Z\",\"type\":\"%s\",\"content\":\"%s\"%s}",
        id,
        minute,
        type,
        text,
        type.equals("gemini")
            ? ",\"model\":\"g\",\"tokens\":{\"input\":100,\"output\":"
                + minute
                + ",\"cached\":10,\"thoughts\":0,\"tool\":0}"
            : "");
  }

  private Path beginGemini() throws Exception {
    write(a, ".gemini/tmp/my-app/.project_root", THERE);
    Path chat =
        write(
            a,
            ".gemini/tmp/my-app/chats/session-2026-11-01T00-01-11112222.jsonl",
            """
            {"sessionId":"11112222-aaaa","projectHash":"0","startTime":"2026-11-01T00:01:00.000Z",\
            "lastUpdated":"2026-11-01T00:01:00.000Z","kind":"main"}""",
            gemini(1, "m1", "user", "how deep"),
            gemini(2, "m2", "gemini", "two metres"));
    send();
    return chat;
  }

  @Test
  void aChatOfGeminiIsWrittenIntoTheFolderThatGeminiWouldClaim() throws Exception {
    beginGemini();
    write(b, ".gemini/tmp/my-app/.project_root", "/home/other/my-app");
    CarryPlan plan = carry(b, "gemini", "11112222-aaaa", here);
    Path chat =
        b.folder().resolve(".gemini/tmp/my-app-1/chats/session-2026-11-01T00-01-11112222.jsonl");
    assertThat(plan.files()).singleElement().extracting(CarryPlan.LogFile::path).isEqualTo(chat);
    assertThat(Files.readString(chat.resolve("../../.project_root").normalize()))
        .isEqualTo(here.toString());
    assertThat(Files.readString(chat))
        .contains("\"kind\":\"main\"", "two metres")
        .doesNotContain("\"0\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(chat)))
        .isEqualTo("rw-------");
    assertThat(plan.resume()).isEqualTo("gemini -r 11112222-aaaa");
    assertThat(carry(b, "gemini", "11112222-aaaa", here).missing()).isZero();
    sync();
    bothSay("11112222-aaaa", "how deep", "two metres");
  }

  @Test
  void whatBothAddedToAChatIsCarriedBothWays() throws Exception {
    Path there = beginGemini();
    carry(b, "gemini", "11112222-aaaa", here);
    append(there, gemini(3, "a3", "user", "from a"), gemini(4, "a4", "gemini", "answer a"));
    append(
        only(b, ".gemini/tmp", ".jsonl"),
        gemini(5, "b5", "user", "from b"),
        gemini(6, "b6", "gemini", "answer b"));
    sync();
    assertThat(carry(b, "gemini", "11112222-aaaa", here).missing()).isEqualTo(2);
    Path project = Files.createDirectories(a.folder().resolve("src"));
    assertThatThrownBy(() -> carry(a, "gemini", "11112222-aaaa", project))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("a second copy would count twice");
    sync();
    bothSay("11112222-aaaa", "how deep", "two metres", "from a", "answer a", "from b", "answer b");
    assertThat(total(a).tokens().output()).isEqualTo(2 + 4 + 6);
  }

  @Test
  void nothingIsWrittenToAChatThatWasNotIngestedYet() throws Exception {
    Path there = beginGemini();
    carry(b, "gemini", "11112222-aaaa", here);
    Path chat = only(b, ".gemini/tmp", ".jsonl");
    append(chat, gemini(5, "b5", "user", "not ingested"));
    append(there, gemini(3, "a3", "user", "from a"));
    send();
    String before = Files.readString(chat);
    assertThatThrownBy(() -> carry(b, "gemini", "11112222-aaaa", here))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("1 records of this session that were not ingested yet")
        .hasMessageContaining("Nothing was written");
    assertThat(chat).content().isEqualTo(before);
  }

  private static String droid(int minute, String id, String role, String text) {
    return String.format(
        """
        {"type":"message","id":"%s","timestamp":"2026-11-01T00:%02d:00.000Z",\
        "message":{"role":"%s","content":[{"type":"text","text":"%s"}]}}""",
        id, minute, role, text);
  }

  private static String settings(long output, String more) {
    return "{\"model\":\"m\",\"tokenUsage\":{\"inputTokens\":0,\"outputTokens\":"
        + output
        + "}"
        + more
        + "}";
  }

  @Test
  void theTokensOfACarriedDroidSessionCountOnce() throws Exception {
    String folder = ".factory/sessions/-home-ann-src-my.app/";
    Path there =
        write(
            a,
            folder + "d1.jsonl",
            "{\"type\":\"session_start\",\"id\":\"d1\",\"title\":\"Depth\",\"cwd\":\""
                + THERE
                + "\"}",
            droid(1, "m1", "user", "how deep"),
            droid(2, "m2", "assistant", "two metres"));
    write(a, folder + "d1.settings.json", settings(100, ""));
    send();
    assertThat(carry(b, "droid", "d1", here).resume()).isEqualTo("droid -r d1");
    assertThat(carry(b, "droid", "d1", here).missing()).isZero();
    Path log = only(b, ".factory", "d1.jsonl");
    assertThat(log.toString()).endsWith(here.toString().replace('/', '-') + "/d1.jsonl");
    assertThat(Files.readString(log)).contains("\"cwd\":\"" + here + "\"");
    Path copied = log.resolveSibling("d1.settings.json");
    sync();
    assertThat(total(b).tokens().output()).isEqualTo(100);

    // Droid goes on counting from what the settings have, and keeps fields that it does not know.
    Files.writeString(
        copied,
        Files.readString(copied).replaceFirst("\"outputTokens\" : 100", "\"outputTokens\" : 107"));
    append(log, droid(3, "b3", "user", "from b"));
    write(a, folder + "d1.settings.json", settings(103, ""));
    append(there, droid(4, "a4", "user", "from a"));
    sync();
    assertThat(total(b).tokens().output()).isEqualTo(110);
    assertThat(carry(b, "droid", "d1", here).missing()).isEqualTo(1);
    assertThat(carry(b, "droid", "d1", here).missing()).isZero();
    sync();
    bothSay("d1", "how deep", "two metres", "from b", "from a");
    assertThat(total(a).tokens().output()).isEqualTo(110);
  }
}
