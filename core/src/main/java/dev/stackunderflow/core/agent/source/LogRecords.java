package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Utf8Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the whole records of a damaged line. A crash leaves runs of zero bytes, a lost newline two
 * records on one line, and a cut-off write half a record with whole ones behind it; an editor
 * leaves a byte order mark or a carriage return.
 *
 * @param records the whole records, in their order
 * @param isDamaged whether some of the line could not be read
 */
public record LogRecords(List<Found> records, boolean isDamaged) {

  private static final LogRecords NONE = new LogRecords(List.of(), false);
  private static final LogRecords DAMAGED = new LogRecords(List.of(), true);

  /** How many places of a damaged line are tried: a hostile line must not cost minutes. */
  private static final int MAX_TRIES = 64;

  /**
   * A record.
   *
   * @param offset where it begins, in bytes behind the line's beginning
   * @param text the record as it was logged
   * @param json the record, parsed
   */
  public record Found(long offset, Utf8Text text, ObjectNode json) {}

  /** Reads a line with all of its fields: see {@link #of(Utf8Text, Predicate, Set)}. */
  public static LogRecords of(@Nullable Utf8Text line, Predicate<ObjectNode> isRecord) {
    return of(line, isRecord, Set.of());
  }

  /**
   * Reads a line.
   *
   * @param line without its newline; null where it is not UTF-8, or too long
   * @param isRecord whether an object behind damage is a record, and not a part of one
   * @param skipped fields that the parsed record need not have, at any depth
   */
  public static LogRecords of(
      @Nullable Utf8Text line, Predicate<ObjectNode> isRecord, Set<String> skipped) {
    if (line == null) {
      return DAMAGED;
    }
    ObjectNode whole = LenientJson.object(line.utf8(), skipped);
    return whole == null
        ? ofUnusual(line.toString(), isRecord)
        : new LogRecords(List.of(new Found(0, line, whole)), false);
  }

  private static LogRecords ofUnusual(String line, Predicate<ObjectNode> isRecord) {
    ObjectNode whole = LenientJson.object(line);
    String text = whole == null ? trimmed(line) : line;
    if (text.isEmpty()) {
      return NONE;
    }
    whole = whole == null ? LenientJson.object(text) : whole;
    return whole != null
        ? new LogRecords(List.of(new Found(0, Utf8Text.of(text), whole)), false)
        : several(line, isRecord);
  }

  private static LogRecords several(String line, Predicate<ObjectNode> isRecord) {
    List<Found> found = new ArrayList<>();
    boolean damaged = false;
    int at = skipFiller(line, 0);
    int tries = 0;
    while (at < line.length()) {
      LenientJson.Prefix prefix =
          line.charAt(at) == '{' && tries++ < MAX_TRIES ? LenientJson.objectAt(line, at) : null;
      if (prefix != null && (!damaged || isRecord.test(prefix.object()))) {
        long offset = line.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        String record = line.substring(at, prefix.end());
        found.add(new Found(offset, Utf8Text.of(record), prefix.object()));
        at = skipFiller(line, prefix.end());
        continue;
      }
      damaged = true;
      int next = tries < MAX_TRIES ? line.indexOf("{\"", at + 1) : -1;
      at = next < 0 ? line.length() : next;
    }
    return new LogRecords(List.copyOf(found), damaged);
  }

  private static String trimmed(String line) {
    int from = skipFiller(line, 0);
    int to = line.length();
    while (to > from && isFiller(line.charAt(to - 1))) {
      to--;
    }
    return line.substring(from, to);
  }

  private static int skipFiller(String line, int from) {
    int at = from;
    while (at < line.length() && isFiller(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isFiller(char c) {
    return c == 0 || c == '\uFEFF' || Character.isWhitespace(c);
  }
}
