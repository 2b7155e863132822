package dev.stackunderflow.app.json;

import dev.stackunderflow.app.text.Snippet;
import dev.stackunderflow.core.catalog.search.SearchHit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hit, as in {@code search}. */
public final class SearchJson {

  private SearchJson() {}

  /**
   * An item of the list of hits.
   *
   * @param hit the hit
   * @param words what was searched for: the snippet is around it
   */
  public static Map<String, @Nullable Object> of(SearchHit hit, List<String> words) {
    return new JsonFields()
        .device(hit.deviceId(), hit.deviceLabel())
        .with("provider", hit.provider())
        .with("slug", hit.projectSlug())
        .with("project", hit.projectName())
        .with("session_id", hit.sessionId())
        .with("timestamp", hit.timestamp())
        .with("role", hit.role())
        .with("snippet", Snippet.of(hit.text(), words, "", ""))
        .with("is_superseded", hit.superseded())
        .map();
  }
}
