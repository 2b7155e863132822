package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.hash.FieldDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys for the records of one session that have no id: made of what a record says, so that it keeps
 * its key where other records come before it.
 */
public final class ContentKeys {

  private final String session;
  private final Map<Long, Integer> met = new HashMap<>();

  /** Keys within a session. */
  public ContentKeys(String session) {
    this.session = session;
  }

  /**
   * The key of the next record.
   *
   * @param said what it says; equal records are numbered
   */
  public String next(JsonNode said) {
    long digest = new FieldDigest().text(said.toString()).key();
    return session + " " + Long.toHexString(digest) + " " + met.merge(digest, 1, Integer::sum);
  }
}
