package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.price.Tier;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog notes of an event.
 *
 * @param event the event; without its tokens where these cannot be true
 * @param isImpossible whether its tokens cannot be true, see {@link Event#hasPossibleTokens}
 * @param cell a key for all events of its moment
 * @param quarter see {@link QuarterHours#of(String)}
 * @param tier how its tokens are priced
 * @param usage which usage its tokens are of
 * @param uuidKey a key of its uuid, null where it has none
 * @param digest its content digest
 */
record EntryRow(
    Event event,
    boolean isImpossible,
    long cell,
    long quarter,
    Tier tier,
    UsageDetails usage,
    @Nullable Long uuidKey,
    byte[] digest) {

  /** Reads an event of a session. */
  static EntryRow of(StoredSession session, Event stated) {
    boolean isImpossible = !stated.hasPossibleTokens();
    Event event = isImpossible ? stated.withoutTokens() : stated;
    return new EntryRow(
        event,
        isImpossible,
        cell(session.provider(), event.timestamp()),
        QuarterHours.of(event.timestamp()),
        tier(event),
        UsageDetails.of(session, event),
        event.uuid() == null ? null : new FieldDigest().text(event.uuid()).key(),
        event.contentDigest());
  }

  /** A key for all events of one moment, of all sessions and devices. */
  static long cell(String provider, String timestamp) {
    return new FieldDigest().text(provider).text(timestamp).key();
  }

  private static Tier tier(Event event) {
    long prompt = event.inputTokens() + event.cacheCreateTokens() + event.cacheReadTokens();
    return Tier.of(event.speed().equals("fast"), prompt);
  }
}
