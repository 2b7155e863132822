package dev.stackunderflow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Sessions as Claude Code writes them, for the pictures. */
final class ClaudePictureLogs {

  private final Random random;
  private final Path home;
  private final String userHome;

  /**
   * Writes logs into a home.
   *
   * @param userHome the home folder that the logs name
   */
  ClaudePictureLogs(Path home, String userHome, long seed) {
    this.home = home;
    this.userHome = userHome;
    this.random = new Random(seed);
  }

  /** One session's log. */
  private final class Log {
    private final String session;
    private final String project;
    private final String branch;
    private final String model;
    private final List<Object> lines = new ArrayList<>();

    Log(String session, String project, String branch, String model) {
      this.session = session;
      this.project = project;
      this.branch = branch;
      this.model = model;
    }

    void user(Instant at, Object content) {
      line(at, "user", Map.of("role", "user", "content", content));
    }

    void answer(Instant at, Object block) {
      Map<String, Object> message = new LinkedHashMap<>();
      message.put("id", "msg_" + session.substring(0, 8) + lines.size());
      message.put("role", "assistant");
      message.put("model", model);
      message.put("content", List.of(block));
      message.put(
          "usage",
          Map.of(
              "input_tokens", 4 + random.nextInt(900),
              "cache_creation_input_tokens", 1500 + random.nextInt(9000),
              "cache_read_input_tokens", 15_000 + random.nextInt(70_000),
              "output_tokens", 150 + random.nextInt(1800)));
      line(at, "assistant", message);
    }

    private void line(Instant at, String type, Object message) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", type);
      line.put("uuid", session.substring(0, 24) + String.format("%012d", lines.size()));
      line.put("sessionId", session);
      line.put("cwd", folder());
      line.put("gitBranch", branch);
      line.put("version", "2.0.14");
      line.put("timestamp", at.toString());
      line.put("message", message);
      lines.add(line);
    }

    private String folder() {
      return userHome + "/src/" + project;
    }

    void write() throws IOException {
      String slug = folder().replaceAll("[^A-Za-z0-9]", "-");
      Path file = home.resolve(".claude/projects").resolve(slug).resolve(session + ".jsonl");
      PictureLogs.write(file, lines);
    }
  }

  void session(String time, String project, String branch, String model, int turns, String prompt)
      throws IOException {
    Instant at = Instant.parse(time);
    String session = UUID.nameUUIDFromBytes(prompt.getBytes(StandardCharsets.UTF_8)).toString();
    var log = new Log(session, project, branch, model);
    log.user(at, prompt);
    for (int turn = 0; turn < turns; turn++) {
      at = at.plusSeconds(20 + random.nextInt(140));
      log.answer(at, text("Step " + (turn + 1) + " is done."));
    }
    log.write();
  }

  void shown(String session, String model) throws IOException {
    Instant at = Instant.parse("2026-11-23T16:40:00Z");
    var log = new Log(session, "weather-station", "gauge", model);
    log.user(
        at,
        "The rain gauge counts the first tip twice when the station restarts. Fix it and add a test.");
    log.answer(at.plusSeconds(9), text("I look for the place where the counter is restored."));
    log.answer(at.plusSeconds(12), call("t1", "Grep", Map.of("pattern", "restore", "path", "src")));
    log.user(
        at.plusSeconds(13),
        result(
            "t1",
            "src/gauge.py:41:    def restore(self, saved):\nsrc/station.py:88:        self.gauge.restore(saved)"));
    Map<String, Object> edit = new LinkedHashMap<>();
    edit.put("file_path", log.folder() + "/src/gauge.py");
    edit.put(
        "old_string",
        "    def restore(self, saved):\n        self.tips = saved.tips + self.read()");
    edit.put(
        "new_string",
        "    def restore(self, saved):\n        # The counter keeps its value over a restart.\n        self.tips = max(saved.tips, self.read())");
    log.answer(at.plusSeconds(40), call("t2", "Edit", edit));
    log.user(at.plusSeconds(41), result("t2", "The file has been updated."));
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("command", "pytest -q tests/test_gauge.py");
    test.put("description", "Run the tests of the gauge");
    log.answer(at.plusSeconds(70), call("t3", "Bash", test));
    log.user(
        at.plusSeconds(75),
        result("t3", "........                                        [100%]\n8 passed in 0.41s"));
    log.answer(
        at.plusSeconds(84),
        text(
            "A restart no longer adds the counter to itself. A new test restarts the gauge twice."));
    log.write();
  }

  private static Object text(String text) {
    return Map.of("type", "text", "text", text);
  }

  private static Object call(String id, String name, Object input) {
    return Map.of("type", "tool_use", "id", id, "name", name, "input", input);
  }

  private static Object result(String id, String text) {
    return List.of(Map.of("type", "tool_result", "tool_use_id", id, "content", text));
  }
}
