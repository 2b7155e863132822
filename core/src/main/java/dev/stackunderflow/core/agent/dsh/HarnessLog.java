package dev.stackunderflow.core.agent.dsh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.ZstdBlobs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One log: a header, then an event in each line. The compressed form is one zstd frame for the
 * header and one for each write; the last may be cut off. Source: {@code format.d.ts} and README of
 * npm's {@code @deepseek-ai/dsh-session-persistence-jsonl} 0.1.0-rc.8.
 *
 * @param header the first line
 * @param events the others
 * @param warnings what could not be read, messages for the user
 */
record HarnessLog(ObjectNode header, List<ObjectNode> events, List<String> warnings) {

  private static final Pattern NAME =
      Pattern.compile("session(?:\\.v(\\d{1,6}))?\\.jsonl(?:\\.zstd)?");

  /** The newest format whose meaning is known; 4 is that of {@code dsh} 0.2.0-rc.2. */
  private static final int NEWEST = 4;

  private static final int MAX_HEADER_BYTES = 1 << 20;

  static boolean isLog(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  /** The logs of a session's folder. */
  static List<Path> in(Path session) throws IOException {
    return JsonFiles.in(session).stream().filter(HarnessLog::isLog).toList();
  }

  /** The log that counts, of the highest format; null where there is none. */
  static @Nullable Path newest(Path session) throws IOException {
    return in(session).stream()
        .max(Comparator.comparingInt(HarnessLog::format).thenComparing(Path::toString))
        .orElse(null);
  }

  private static int format(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() && name.group(1) != null ? Integer.parseInt(name.group(1)) : 0;
  }

  /** Reads a log; null where it does not begin with a header. */
  static @Nullable HarnessLog read(Path file) throws IOException {
    JsonLines lines = isCompressed(file) ? JsonLines.of(decompressed(file)) : JsonLines.read(file);
    List<ObjectNode> records = lines.records();
    if (records.isEmpty() || !isHeader(records.getFirst())) {
      return null;
    }
    List<String> warnings = new ArrayList<>(lines.warnings(file));
    if (format(file) > NEWEST) {
      warnings.add(
          file
              + " is in a newer format ("
              + format(file)
              + ") than this program knows. What it knows was read; its tokens may be wrong.");
    }
    return new HarnessLog(
        records.getFirst(), records.subList(1, records.size()), List.copyOf(warnings));
  }

  int version() {
    return header.path("version").asInt(0);
  }

  /** Only the first line; null where it is not a header. */
  static @Nullable ObjectNode header(Path file) throws IOException {
    try (InputStream in = isCompressed(file) ? decompress(file) : Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MAX_HEADER_BYTES), StandardCharsets.UTF_8);
      List<ObjectNode> first = JsonLines.of(text.lines().findFirst().orElse("")).records();
      return first.isEmpty() || !isHeader(first.getFirst()) ? null : first.getFirst();
    }
  }

  private static boolean isHeader(ObjectNode line) {
    return line.path("type").asText().equals("session");
  }

  private static boolean isCompressed(Path file) {
    return file.toString().endsWith(".zstd");
  }

  private static InputStream decompress(Path file) throws IOException {
    return new ZstdInputStream(new BufferedInputStream(Files.newInputStream(file)))
        .setContinuous(true);
  }

  /** Whole lines; what follows the last whole frame was being written. */
  private static String decompressed(Path file) throws IOException {
    try (InputStream in = decompress(file)) {
      String text = ZstdBlobs.text(in);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    }
  }
}
