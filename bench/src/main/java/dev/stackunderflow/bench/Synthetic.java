package dev.stackunderflow.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes Claude Code logs of any size that look like real ones: prompts, answers, tool calls and
 * tool results with pieces of real source files, about 2 kB a line, 110 lines a session. The same
 * seed writes the same logs.
 */
public final class Synthetic {

  private static final int EVENTS_A_SESSION = 110;
  private static final int SESSIONS_A_PROJECT = 6;
  private static final int LONGEST_RESULT = 12_000;

  private final Random random;
  private final List<String> files = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private long millis = Instant.parse("2026-01-05T08:00:00Z").toEpochMilli();

  private Synthetic(Path corpus, long seed) throws IOException {
    this.random = new Random(seed);
    try (Stream<Path> walk = Files.walk(corpus)) {
      for (Path file : walk.sorted().toList()) {
        String name = file.toString();
        if ((name.endsWith(".java") || name.endsWith(".md")) && !name.contains("/target/")) {
          String text = Files.readString(file);
          files.add(text);
          words.addAll(List.of(text.split("[^A-Za-z]+")));
        }
      }
    }
    words.removeIf(word -> word.length() < 2);
  }

  /**
   * Writes logs.
   *
   * @param args the home folder, how many events, a folder with source files to quote, the seed,
   *     and the number of the first event, to continue existing logs
   */
  public static void main(String[] args) throws IOException {
    Path home = Path.of(args[0]);
    int events = Integer.parseInt(args[1]);
    long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    int first = args.length > 4 ? Integer.parseInt(args[4]) : 0;
    new Synthetic(Path.of(args[2]), seed).write(home, first, events);
  }

  private void write(Path home, int first, int events) throws IOException {
    millis += first * 20_000L;
    for (int done = 0; done < events; done += EVENTS_A_SESSION) {
      int session = (first + done) / EVENTS_A_SESSION;
      String project = "-home-ada-src-" + word(new Random(session / SESSIONS_A_PROJECT));
      String id = id(new Random(7919L * session)).toString();
      Path file = home.resolve(".claude/projects").resolve(project).resolve(id + ".jsonl");
      Files.createDirectories(file.getParent());
      try (BufferedWriter out =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        session(out, project, id, Math.min(EVENTS_A_SESSION, events - done));
      }
    }
  }

  private static UUID id(Random from) {
    return new UUID(
        (from.nextLong() & ~0xf000L) | 0x4000L, (from.nextLong() >>> 2) | 0x8000000000000000L);
  }

  private String word(Random from) {
    return words.get(from.nextInt(words.size())).toLowerCase(Locale.ROOT);
  }

  private void session(BufferedWriter out, String project, String session, int events)
      throws IOException {
    String folder = "/" + project.substring(1).replace('-', '/');
    String parent = null;
    String tool = "";
    for (int i = 0; i < events; i++) {
      millis += 1 + random.nextInt(40_000);
      String uuid = id(random).toString();
      String common =
          "{\"parentUuid\":%s,\"isSidechain\":false,\"userType\":\"external\",\"cwd\":\"%s\",\"sessionId\":\"%s\",\"version\":\"1.0.%d\","
              .formatted(
                  parent == null ? "null" : "\"" + parent + "\"",
                  folder,
                  session,
                  17 + (int) (millis / 3_000_000_000L % 60));
      String end =
          "\"uuid\":\"%s\",\"timestamp\":\"%s\"}".formatted(uuid, Instant.ofEpochMilli(millis));
      String line;
      if (i % 12 == 0) {
        line =
            common
                + "\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":"
                + json(sentence(8 + random.nextInt(60)))
                + "},";
      } else if (!tool.isEmpty()) {
        String result = piece();
        line =
            common
                + "\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"tool_use_id\":\""
                + tool
                + "\",\"type\":\"tool_result\",\"content\":"
                + json(result)
                + "}]},\"toolUseResult\":{\"stdout\":"
                + json(result)
                + ",\"stderr\":\"\",\"interrupted\":false},";
        tool = "";
      } else {
        boolean calls = random.nextInt(10) < 7;
        tool = calls ? "toolu_01" + token(22) : "";
        String content =
            calls
                ? "{\"type\":\"tool_use\",\"id\":\""
                    + tool
                    + "\",\"name\":\""
                    + List.of("Bash", "Read", "Edit", "Grep").get(random.nextInt(4))
                    + "\",\"input\":{\"command\":"
                    + json(sentence(3 + random.nextInt(20)))
                    + "}}"
                : "{\"type\":\"text\",\"text\":" + json(sentence(20 + random.nextInt(150))) + "}";
        line =
            common
                + ("\"message\":{\"id\":\"msg_01%s\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-20250514\",\"content\":[%s],\"stop_reason\":null,\"stop_sequence\":null,"
                        + "\"usage\":{\"input_tokens\":%d,\"cache_creation_input_tokens\":%d,\"cache_read_input_tokens\":%d,\"output_tokens\":%d,\"service_tier\":\"standard\"}},\"requestId\":\"req_011%s\",\"type\":\"assistant\",")
                    .formatted(
                        token(22),
                        content,
                        random.nextInt(200),
                        random.nextInt(5000),
                        20_000 + random.nextInt(100_000),
                        1 + random.nextInt(900),
                        token(21));
      }
      out.write(line);
      out.write(end);
      out.write('\n');
      parent = uuid;
    }
  }

  private String token(int length) {
    var token = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int c = random.nextInt(62);
      token.append((char) (c < 10 ? '0' + c : c < 36 ? 'a' + c - 10 : 'A' + c - 36));
    }
    return token.toString();
  }

  private String sentence(int length) {
    var sentence = new StringBuilder();
    for (int i = 0; i < length; i++) {
      sentence.append(i == 0 ? "" : " ").append(words.get(random.nextInt(words.size())));
    }
    return sentence.append('.').toString();
  }

  /** A part of a file, with some names changed, so that two reads of a file differ a little. */
  private String piece() {
    String file = files.get(random.nextInt(files.size()));
    int length = (int) (LONGEST_RESULT * Math.pow(random.nextDouble(), 4));
    int from = random.nextInt(Math.max(1, file.length() - length));
    String piece = file.substring(from, Math.min(file.length(), from + length));
    var changed = new StringBuilder();
    for (String part : piece.split("(?<=\\n)")) {
      changed.append(
          random.nextInt(4) == 0 ? "    " + sentence(2 + random.nextInt(9)) + "\n" : part);
    }
    // A cut may have left half of a surrogate pair.
    return new String(changed.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String json(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace("\r", "\\r")
        + '"';
  }
}
