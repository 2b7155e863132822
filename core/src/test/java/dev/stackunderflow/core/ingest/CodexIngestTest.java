package dev.stackunderflow.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodexIngestTest extends IngestFixture {

  @Test
  void codexTokensAreTheGrowthOfTheTotalAndGoToTheAnswer() throws Exception {
    codex(
        "sessions/2026/11/01/rollout-x.jsonl",
        meta("x"),
        "{\"timestamp\":\"2026-11-01T00:00:00.100Z\",\"type\":\"turn_context\","
            + "\"payload\":{\"model\":\"gpt-x\"}}",
        codexSays(1, "one"),
        tokens(1, 100, 40, 10, 100, 40, 10),
        tokens(2, 100, 40, 10, 100, 40, 10), // written again, unchanged
        codexSays(3, "two"));
    ingest();
    // The usage of the last answer comes in a later ingest.
    codex("sessions/2026/11/01/rollout-x.jsonl", tokens(4, 250, 90, 35, 150, 50, 25));
    IngestReport second = ingest();
    assertThat(second.eventsAdded()).isEqualTo(1);
    assertThat(
            rows(
                "SELECT input_tokens || ' ' || cache_read_tokens || ' ' || output_tokens || ' '"
                    + " || model FROM messages WHERE role = 'assistant' ORDER BY seq"))
        .containsExactly("60 40 10 gpt-x", "100 50 25 gpt-x");
    assertThat(total().tokens().output()).isEqualTo(35);
    assertThat(rows("SELECT slug || ' ' || path FROM projects"))
        .containsExactly("-home-me-my-app~68b78f7c /home/me/my.app");
  }

  @Test
  void aForkedRolloutCountsOnlyWhatIsNew() throws Exception {
    codex(
        "sessions/2026/11/01/rollout-x.jsonl",
        meta("x"),
        codexSays(3, "of the parent"),
        tokens(4, 1000, 0, 500, 400, 0, 200));
    codex(
        "sessions/2026/11/01/rollout-y.jsonl",
        "{\"timestamp\":\"2026-11-01T00:00:07.000Z\",\"type\":\"session_meta\",\"payload\":{"
            + "\"id\":\"y\",\"forked_from_id\":\"x\",\"cwd\":\"/home/me/app\"}}",
        codexSays(7, "of the parent"),
        tokens(7, 1000, 0, 500, 400, 0, 200),
        codexSays(20, "new"),
        tokens(21, 1300, 0, 530, 300, 0, 30));
    ingest();
    assertThat(total().tokens().output()).isEqualTo(200 + 30);
    assertThat(total().tokens().input()).isEqualTo(400 + 300);
  }
}
