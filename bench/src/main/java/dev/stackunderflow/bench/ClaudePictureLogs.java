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

  void session(String time, String project, String branch, String model, int turns, String prompt)
      throws IOException {
    Instant at = Instant.parse(time);
    String session = UUID.nameUUIDFromBytes(prompt.getBytes(StandardCharsets.UTF_8)).toString();
    List<Object> lines = new ArrayList<>();
    lines.add(
        line(
            session,
            lines.size(),
            at,
            project,
            branch,
            "user",
            Map.of("role", "user", "content", prompt)));
    for (int turn = 0; turn < turns; turn++) {
      at = at.plusSeconds(20 + random.nextInt(140));
      Object text = Map.of("type", "text", "text", "Step " + (turn + 1) + " is done.");
      lines.add(answer(session, lines.size(), at, project, branch, model, List.of(text)));
    }
    PictureLogs.write(claudeLog(project, session), lines);
  }

  private Path claudeLog(String project, String session) {
    String slug = (userHome + "/src/" + project).replaceAll("[^A-Za-z0-9]", "-");
    return home.resolve(".claude/projects").resolve(slug).resolve(session + ".jsonl");
  }

  private Map<String, Object> line(
      String session,
      int number,
      Instant at,
      String project,
      String branch,
      String type,
      Object message) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("type", type);
    line.put("uuid", session.substring(0, 24) + String.format("%012d", number));
    line.put("sessionId", session);
    line.put("cwd", userHome + "/src/" + project);
    line.put("gitBranch", branch);
    line.put("version", "2.0.14");
    line.put("timestamp", at.toString());
    line.put("message", message);
    return line;
  }

  private Map<String, Object> answer(
      String session,
      int number,
      Instant at,
      String project,
      String branch,
      String model,
      List<Object> content) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", "msg_" + session.substring(0, 8) + number);
    message.put("role", "assistant");
    message.put("model", model);
    message.put("content", content);
    message.put(
        "usage",
        Map.of(
            "input_tokens", 4 + random.nextInt(900),
            "cache_creation_input_tokens", 1500 + random.nextInt(9000),
            "cache_read_input_tokens", 15_000 + random.nextInt(70_000),
            "output_tokens", 150 + random.nextInt(1800)));
    return line(session, number, at, project, branch, "assistant", message);
  }

  void shown(String session, String model) throws IOException {
    Instant at = Instant.parse("2026-11-23T16:40:00Z");
    String p = "weather-station";
    String b = "gauge";
    List<Object> lines = new ArrayList<>();
    lines.add(
        line(
            session,
            0,
            at,
            p,
            b,
            "user",
            Map.of(
                "role",
                "user",
                "content",
                "The rain gauge counts the first tip twice when the station restarts. Fix it and add a test.")));
    lines.add(
        answer(
            session,
            1,
            at.plusSeconds(9),
            p,
            b,
            model,
            List.of(
                Map.of(
                    "type",
                    "text",
                    "text",
                    "I look for the place where the counter is restored."))));
    lines.add(
        answer(
            session,
            2,
            at.plusSeconds(12),
            p,
            b,
            model,
            List.of(call("t1", "Grep", Map.of("pattern", "restore", "path", "src")))));
    lines.add(
        line(
            session,
            3,
            at.plusSeconds(13),
            p,
            b,
            "user",
            result(
                "t1",
                "src/gauge.py:41:    def restore(self, saved):\nsrc/station.py:88:        self.gauge.restore(saved)")));
    Map<String, Object> edit = new LinkedHashMap<>();
    edit.put("file_path", userHome + "/src/weather-station/src/gauge.py");
    edit.put(
        "old_string",
        "    def restore(self, saved):\n        self.tips = saved.tips + self.read()");
    edit.put(
        "new_string",
        "    def restore(self, saved):\n        # The counter keeps its value over a restart.\n        self.tips = max(saved.tips, self.read())");
    lines.add(
        answer(session, 4, at.plusSeconds(40), p, b, model, List.of(call("t2", "Edit", edit))));
    lines.add(
        line(
            session,
            5,
            at.plusSeconds(41),
            p,
            b,
            "user",
            result("t2", "The file has been updated.")));
    lines.add(
        answer(
            session,
            6,
            at.plusSeconds(70),
            p,
            b,
            model,
            List.of(
                call(
                    "t3",
                    "Bash",
                    Map.of(
                        "command",
                        "pytest -q tests/test_gauge.py",
                        "description",
                        "Run the tests of the gauge")))));
    lines.add(
        line(
            session,
            7,
            at.plusSeconds(75),
            p,
            b,
            "user",
            result(
                "t3",
                "........                                        [100%]\n8 passed in 0.41s")));
    lines.add(
        answer(
            session,
            8,
            at.plusSeconds(84),
            p,
            b,
            model,
            List.of(
                Map.of(
                    "type",
                    "text",
                    "text",
                    "A restart no longer adds the counter to itself. A new test restarts the gauge twice."))));
    PictureLogs.write(claudeLog(p, session), lines);
  }

  private static Object call(String id, String name, Object input) {
    return Map.of("type", "tool_use", "id", id, "name", name, "input", input);
  }

  private static Object result(String id, String text) {
    return Map.of(
        "role",
        "user",
        "content",
        List.of(Map.of("type", "tool_result", "tool_use_id", id, "content", text)));
  }
}
