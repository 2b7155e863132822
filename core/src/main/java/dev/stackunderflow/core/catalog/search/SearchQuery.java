package dev.stackunderflow.core.catalog.search;

import dev.stackunderflow.core.catalog.view.ViewFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A full-text query.
 *
 * @param words all of them must occur; one with spaces is a phrase, one that ends with an asterisk
 *     is a prefix
 * @param filter the devices, project, agent and time of the messages
 * @param role {@code user} or {@code assistant}; null for both
 * @param limit the maximum number of hits
 * @param scope which text is searched
 */
public record SearchQuery(
    List<String> words, ViewFilter filter, @Nullable String role, int limit, SearchScope scope) {

  /** A query of what was said. */
  public SearchQuery(List<String> words, ViewFilter filter, @Nullable String role, int limit) {
    this(words, filter, role, limit, SearchScope.TEXT);
  }
}
