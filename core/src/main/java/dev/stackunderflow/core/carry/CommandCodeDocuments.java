package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.file.ShellText;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Command Code resumes {@code FOLDER-WITH-DASHES/ID.jsonl}, whose first line names the folder;
 * title and model are in {@code ID.meta.json}. Only lines of version 3 have ids that stay, so that
 * others can follow them.
 */
record CommandCodeDocuments(List<RecordSource> sources) implements DocumentAgent {

  /** A line has a type; what is beside the log has none. */
  private static boolean isLine(Item item) {
    return item.json().has("type");
  }

  @Override
  public List<NewFile> files(DocumentCopy copy) throws IOException {
    if (copy.records().stream().anyMatch(item -> item.json().has("role"))) {
      throw new CarryException(
          "An older version of Command Code wrote session "
              + copy.sessionId()
              + ", with which this cannot be continued. Nothing was written. Open it once with a"
              + " newer version where it is, run stackunderflow ingest and sync there, and carry"
              + " again.");
    }
    var lines = new StringBuilder();
    for (Item item : copy.unit() == null ? copy.records() : copy.missing()) {
      if (isLine(item)) {
        lines.append(line(item)).append('\n');
      }
    }
    if (copy.unit() != null) {
      return lines.isEmpty() ? List.of() : List.of(NewFile.appended(copy.unit(), lines.toString()));
    }
    Path project = root().resolve(slug(copy.folder()));
    List<NewFile> files = new ArrayList<>();
    for (Item item : copy.records()) {
      if (!isLine(item) && files.isEmpty()) {
        Path meta = project.resolve(copy.ownId() + ".meta.json");
        files.add(NewFile.replacing(meta, item.json().toPrettyString()));
      }
    }
    files.add(NewFile.of(project.resolve(copy.ownId() + ".jsonl"), lines.toString()));
    return files;
  }

  private static String line(Item item) {
    ObjectNode json = item.json();
    String folder = LenientJson.text(json, "cwd");
    return (folder == null ? json : json.deepCopy().put("cwd", item.paths().map(folder)))
        .toString();
  }

  /** As the npm package {@code @sindresorhus/slugify} makes it of a path in ASCII. */
  private static String slug(Path folder) {
    String words =
        folder
            .toString()
            .replace("&", " and ")
            .replaceAll("([A-Z]{2,})(\\d+)", "$1 $2")
            .replaceAll("([a-z\\d]+)([A-Z]{2,})", "$1 $2")
            .replaceAll("([a-z\\d])([A-Z])", "$1 $2")
            .replaceAll("([A-Z]+)([A-Z][a-rt-z\\d]+)", "$1 $2");
    String slug =
        words.toLowerCase(Locale.ROOT).replaceAll("[^a-z\\d]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "root" : slug;
  }

  /** By the log's path: the client may name the folder of a project with other letters apart. */
  @Override
  public String resume(String sessionId, List<NewFile> written) {
    return written.isEmpty()
        ? "cmd -r " + sessionId
        : "cmd --session " + ShellText.quoted(written.getLast().path().toString());
  }
}
