package dev.stackunderflow.core.agent.cursor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which conversation began another one: it lists its subagents. Read once for each ingest. */
final class CursorParents {

  private static final int MAX_DEPTH = 32;

  private final Map<String, String> parents = new HashMap<>();
  private boolean isRead;

  /** Forgets what was read before. */
  void clear() {
    parents.clear();
    isRead = false;
  }

  /** The conversation at the top of those that one belongs to; null for one that nobody began. */
  @Nullable String root(ForeignDatabase db, String conversation) throws IOException {
    if (!isRead) {
      read(db);
      isRead = true;
    }
    String root = parents.get(conversation);
    for (int depth = 0; root != null && parents.containsKey(root) && depth < MAX_DEPTH; depth++) {
      root = parents.get(root);
    }
    return root;
  }

  private void read(ForeignDatabase db) throws IOException {
    for (ObjectNode row :
        db.rows(
            """
            SELECT substr(key, 14) AS id, value FROM cursorDiskKV
            WHERE key >= 'composerData:' AND key < 'composerData;'
              AND (CAST(value AS TEXT) LIKE '%"subComposerIds":["%'
                OR CAST(value AS TEXT) LIKE '%"subagentComposerIds":["%')
            """)) {
      ObjectNode composer = LenientJson.object(ForeignDatabase.text(row.path("value")));
      String id = LenientJson.textOr(row, "id", "");
      for (String list : List.of("subComposerIds", "subagentComposerIds")) {
        for (JsonNode child : composer == null ? LenientJson.newObject() : composer.path(list)) {
          if (!child.asText().equals(id)) {
            parents.putIfAbsent(child.asText(), id);
          }
        }
      }
    }
  }
}
