package dev.stackunderflow.core.agent.aider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code .aider.chat.history.md}: sessions one after another, each below a heading with its local
 * time. What a person typed is in lines that begin with {@code ####}, what Aider said in lines that
 * begin with {@code >}, and the rest is the model's. Nothing has a time but the session.
 */
final class AiderHistory implements RecordSource {

  private static final Pattern START =
      Pattern.compile("# aider chat started at (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)\\s*");

  private static final Pattern MODEL = Pattern.compile("> (?:Main m|M)odel: (\\S+).*");

  private final String provider;
  private final List<Path> files;

  AiderHistory(String provider, List<Path> files) {
    this.provider = provider;
    this.files = files;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public List<WatchedFolder> folders() {
    return files.stream()
        .map(Path::getParent)
        .filter(folder -> folder != null)
        .map(WatchedFolder::flat)
        .distinct()
        .toList();
  }

  @Override
  public LogSource.Listing list() {
    return new LogSource.Listing(files.stream().filter(Files::isRegularFile).toList(), List.of());
  }

  @Override
  public void read(Path unit, Changes changes) throws IOException, SQLException {
    String text = JsonFiles.text(unit);
    if (text == null) {
      return;
    }
    Chat chat = null;
    // Its number among those of the same second: others may be taken out of the file.
    Map<String, Integer> numbers = new HashMap<>();
    for (String line : text.split("\\R")) {
      Matcher start = START.matcher(line);
      if (start.matches()) {
        finish(chat, changes);
        String begin = start.group(1);
        chat = new Chat(unit, begin, numbers.merge(begin, 1, Integer::sum) - 1);
      } else if (chat != null) {
        chat.add(line);
      }
    }
    finish(chat, changes);
  }

  private static void finish(@Nullable Chat chat, Changes changes)
      throws IOException, SQLException {
    if (chat != null) {
      RecordSession session = chat.session();
      String version = Integer.toString(chat.length);
      if (changes.isChanged(chat.id, version)) {
        changes.session(chat.id, version, session);
      }
    }
  }

  /** One session while its lines are read. */
  private static final class Chat {
    private final Path file;
    private final String id;
    private final JsonNode started;
    private final List<RecordSession.Entry> records = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private String role = "";
    private @Nullable String model;
    private int length;

    Chat(Path file, String started, int number) {
      this.file = file;
      byte[] hash =
          new FieldDigest()
              .text(file.toString())
              .text(started)
              .text(Integer.toString(number))
              .first16Bytes();
      this.id = "aider-" + HexFormat.of().formatHex(hash, 0, 8);
      this.started = TextNode.valueOf(started);
      record("session", "# aider chat started at " + started);
    }

    void add(String line) {
      length += line.length() + 1;
      Matcher named = MODEL.matcher(line);
      if (named.matches()) {
        model = named.group(1);
      }
      boolean isTyped = line.startsWith("#### ") || line.equals("####");
      boolean isAiders = line.startsWith("> ") || line.equals(">");
      String speaker = isTyped ? "user" : isAiders ? "aider" : "assistant";
      if (line.isBlank()) {
        said.append(said.isEmpty() ? "" : "\n");
        return;
      }
      if (!speaker.equals(role)) {
        flush();
        role = speaker;
      }
      String text = isTyped ? line.substring(4) : isAiders ? line.substring(1) : line;
      said.append(isTyped || isAiders ? text.strip() : text).append('\n');
    }

    private void flush() {
      String text = said.toString().strip();
      said.setLength(0);
      if (!text.isEmpty()) {
        record(role, text);
      }
    }

    private void record(String kind, String text) {
      ObjectNode raw = LenientJson.newObject();
      raw.put("type", kind);
      raw.put("text", text);
      boolean isMessage = kind.equals("user") || kind.equals("assistant");
      records.add(
          new DraftBuilder(kind, id + " " + records.size())
              .atLocal(started)
              .text(isMessage ? text : null)
              .spent(kind.equals("assistant") ? Spent.by(model) : Spent.NOTHING)
              .record(raw));
    }

    RecordSession session() {
      flush();
      Path folder = file.getParent();
      return RecordSession.of(
          SessionName.in(folder == null ? null : folder.toString(), id), List.copyOf(records));
    }
  }
}
