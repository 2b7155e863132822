package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.store.SessionRoots;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session, or one subagent of it, that is written here as documents.
 *
 * @param sessionId its id; a subagent's is {@code <session>/<its own>}
 * @param folder the project's folder here
 * @param home the user's home folder here
 * @param records all that is known of it, in its order
 * @param unit where this machine has it already; null where it has not
 */
record DocumentCopy(
    String sessionId, Path folder, Path home, List<Item> records, @Nullable Path unit) {

  /**
   * A record.
   *
   * @param role its role in the store
   * @param time when it happened, ISO 8601
   * @param json the record as the agent held it
   * @param isMissing whether this machine's copy lacks it
   * @param isTyped whether a person typed it
   * @param paths maps the folders of the machine that it is from
   */
  record Item(
      String role,
      String time,
      ObjectNode json,
      boolean isMissing,
      boolean isTyped,
      PathMap paths) {}

  /** The agent's own id of it. */
  String ownId() {
    return SessionRoots.ownId(sessionId);
  }

  /** The session that it is a subagent of; itself where it is none. */
  String rootId() {
    return SessionRoots.of(sessionId);
  }

  /** The records that this machine lacks. */
  List<Item> missing() {
    return records.stream().filter(Item::isMissing).toList();
  }
}
