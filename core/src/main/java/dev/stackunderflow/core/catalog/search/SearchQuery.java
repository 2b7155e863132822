package dev.stackunderflow.core.catalog.search;

import dev.stackunderflow.core.catalog.view.ViewFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for.
 *
 * @param words all of them must be there; one with spaces is a phrase, one that ends with an
 *     asterisk the beginning of a word
 * @param filter whose messages, of which project and agent, from when to when
 * @param role {@code user} or {@code assistant}; null for both
 * @param limit at most so many hits
 */
public record SearchQuery(
    List<String> words, ViewFilter filter, @Nullable String role, int limit) {}
