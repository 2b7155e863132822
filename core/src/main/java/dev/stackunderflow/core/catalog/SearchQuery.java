package dev.stackunderflow.core.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for.
 *
 * @param words all of them must be there; one with spaces is a phrase, one that ends with an
 *     asterisk the beginning of a word
 * @param device whose messages
 * @param project only of the project with this slug or name; null for all
 * @param provider only of this agent; null for all
 * @param role {@code user} or {@code assistant}; null for both
 * @param since only from this time on, ISO 8601 or the beginning of it; null for all
 * @param until only up to this time, a whole day where it is a day; null for all
 * @param limit at most so many hits
 */
public record SearchQuery(
    List<String> words,
    DeviceFilter device,
    @Nullable String project,
    @Nullable String provider,
    @Nullable String role,
    @Nullable String since,
    @Nullable String until,
    int limit) {}
