package dev.stackunderflow.sync;

import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Rollouts as a current Codex writes them: numbered lines, history in another rollout. */
final class Rollouts {

  static final String THREAD = "019d56b2-65f4-74c1-a846-bb513cf94e0f";
  static final String FORK = "019d56b2-9999-74c1-a846-bb513cf94e0f";

  private static final Pattern ORDINAL = Pattern.compile("\"ordinal\":([0-9]+)");

  private final Path folder;

  /** Rollouts of sessions in a folder. */
  Rollouts(Path folder) {
    this.folder = folder;
  }

  /** The file of a thread's rollout; the id may be {@code <thread>_<rollout>}. */
  static Path log(Machine machine, String id) {
    return machine
        .folder()
        .resolve(".codex/sessions/2026/11/01/rollout-2026-11-01T00-00-00-" + id + ".jsonl");
  }

  String meta(String id, int second, int ordinal, String more) {
    return """
        {"timestamp":"2026-11-01T00:00:%02d.500Z","ordinal":%d,"type":"session_meta","payload":\
        {"id":"%s","timestamp":"2026-11-01T00:00:%02d.400Z","cwd":"%s","history_mode":"paginated"%s}}
        """
        .formatted(second, ordinal, id, 0, folder, more);
  }

  /** The first line of a rollout whose history is the beginning of another one. */
  String metaBehind(String id, int second, String rollout, String history, String more) {
    int lines = ordinals(history).getLast() + 1;
    return meta(
        id,
        second,
        lines,
        more
            + ",\"history_base\":{\"thread_id\":\"%s\",\"end_ordinal_exclusive\":%d,\"end_byte_offset\":%d}"
                .formatted(rollout, lines, history.getBytes(StandardCharsets.UTF_8).length));
  }

  static String message(int second, int ordinal, String text) {
    return """
        {"timestamp":"2026-11-01T00:00:%02d.000Z","ordinal":%d,"type":"response_item","payload":\
        {"type":"message","role":"user","content":[{"type":"input_text","text":"%s"}]}}
        """
        .formatted(second, ordinal, text);
  }

  static String tokens(int second, int ordinal, int input) {
    return """
        {"timestamp":"2026-11-01T00:00:%02d.000Z","ordinal":%d,"type":"token_usage_record","payload":\
        {"response_id":"r%d","model":"gpt-5.4","usage":{"input_tokens":%d,"output_tokens":1}}}
        """
        .formatted(second, ordinal, second, input);
  }

  static void write(Path log, String... lines) throws IOException {
    Files.createDirectories(log.getParent());
    Files.writeString(
        log, String.join("", lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static List<Integer> ordinals(String log) {
    return ORDINAL.matcher(log).results().map(found -> Integer.valueOf(found.group(1))).toList();
  }

  static List<Integer> ordinals(Path log) throws IOException {
    return ordinals(Files.readString(log));
  }

  /** What a log holds before a byte offset. */
  static String before(Path log, int offset) throws IOException {
    return new String(Arrays.copyOf(Files.readAllBytes(log), offset), StandardCharsets.UTF_8);
  }
}
