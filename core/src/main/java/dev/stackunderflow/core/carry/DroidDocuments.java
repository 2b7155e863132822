package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.droid.DroidCopies;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Droid resumes {@code -FOLDER-WITH-DASHES/ID.jsonl} with {@code ID.settings.json} beside it, and
 * works in the folder that the first line names. It continues counting tokens from those in the
 * settings, so these note how many were carried.
 */
record DroidDocuments(List<RecordSource> sources) implements DocumentAgent {

  private static final String USAGE = "session.usage";

  /** The tokens of other machines count there. */
  @Override
  public boolean isAdded(String role) {
    return !role.equals(USAGE);
  }

  @Override
  public List<NewFile> files(DocumentCopy copy) throws IOException {
    var lines = new StringBuilder();
    for (Item item : copy.unit() == null ? copy.records() : copy.missing()) {
      if (!item.role().equals(USAGE)) {
        lines.append(line(item)).append('\n');
      }
    }
    if (copy.unit() != null) {
      return lines.isEmpty() ? List.of() : List.of(NewFile.appended(copy.unit(), lines.toString()));
    }
    Path project = root().resolve(copy.folder().toString().replaceAll("[/\\\\:]", "-"));
    NewFile log = NewFile.of(project.resolve(copy.ownId() + ".jsonl"), lines.toString());
    ObjectNode settings = settings(copy);
    return settings == null
        ? List.of(log)
        : List.of(
            NewFile.replacing(
                project.resolve(copy.ownId() + ".settings.json"), settings.toPrettyString() + "\n"),
            log);
  }

  private static String line(Item item) {
    String folder = LenientJson.text(item.json(), "cwd");
    if (folder == null) {
      return item.json().toString();
    }
    return item.json().deepCopy().put("cwd", item.paths().map(folder)).toString();
  }

  /** The settings of the machine where most was written. */
  private static @Nullable ObjectNode settings(DocumentCopy copy) {
    ObjectNode last = null;
    for (Item item : copy.records()) {
      if (item.role().equals(USAGE) && (last == null || output(item.json()) >= output(last))) {
        last = item.json();
      }
    }
    return last == null ? null : DroidCopies.mark(last.deepCopy(), UUID.randomUUID().toString());
  }

  private static long output(JsonNode settings) {
    return LenientJson.number(settings.path("tokenUsage"), "outputTokens");
  }

  @Override
  public String resume(String sessionId, List<NewFile> written) {
    return "droid -r " + sessionId;
  }
}
