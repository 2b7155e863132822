package dev.stackunderflow.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.json.JsonFields;
import dev.stackunderflow.app.json.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A status without the token names nothing. */
class RedactionTest {

  @Test
  void namesBecomeNullAtAnyDepthAndCountsStay() {
    var document =
        new JsonFields()
            .with("configured", true)
            .with("label", "laptop")
            .with("bucket_url", "s3://secret")
            .with("key_source", "env:KEY")
            .with("pending_events", 7)
            .with("retry", new JsonFields().with("attempts", 2).with("last_error", "no").map())
            .with(
                "devices",
                List.of(
                    new JsonFields()
                        .with("device_id", "0689")
                        .with("label", "laptop")
                        .with("problem", "rollback of laptop")
                        .map()))
            .with("auto", new JsonFields().with("state", "paused").with("reason", "key").map())
            .map();
    Map<String, @Nullable Object> redacted = Redaction.of(document);
    assertThat(redacted.toString()).doesNotContain("laptop", "secret", "env:KEY", "no,", "key}");
    assertThat(JsonText.pretty(redacted))
        .isEqualTo(
            JsonText.pretty(
                new JsonFields()
                    .with("configured", true)
                    .with("label", null)
                    .with("bucket_url", null)
                    .with("key_source", null)
                    .with("pending_events", 7)
                    .with(
                        "retry",
                        new JsonFields().with("attempts", 2).with("last_error", null).map())
                    .with(
                        "devices",
                        List.of(
                            new JsonFields()
                                .with("device_id", "0689")
                                .with("label", null)
                                .with("problem", null)
                                .map()))
                    .with(
                        "auto", new JsonFields().with("state", "paused").with("reason", null).map())
                    .map()));
  }
}
