package dev.stackunderflow.app.json;

import dev.stackunderflow.app.update.UpdateCheck;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the release page answered, as in {@code update --check}. */
public final class UpdateJson {

  private UpdateJson() {}

  /** The answer. */
  public static Map<String, @Nullable Object> of(UpdateCheck.Answer answer) {
    return new JsonFields()
        .with("current", answer.current())
        .with("latest", answer.latest())
        .with("newer", answer.isNewer())
        .with("url", answer.page())
        .map();
  }
}
