package dev.stackunderflow.app.cli.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * A line below a tool's call.
 *
 * @param kind what it is in a change
 * @param text the line, without a sign before it
 */
record DiffLine(Kind kind, String text) {

  /** What a line is. */
  enum Kind {
    PLAIN(""),
    SAME("  "),
    ADDED("+ "),
    REMOVED("- "),
    /** Between parts of a change. */
    GAP("");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /** The table of the longest common subsequence has at most this many cells. */
  private static final long MOST_CELLS = 1_000_000;

  private static final int CONTEXT = 2;

  /** The line with its sign. */
  String signed() {
    return kind.sign() + text;
  }

  /** Lines of one kind. */
  static List<DiffLine> all(Kind kind, List<String> lines) {
    return lines.stream().map(line -> new DiffLine(kind, line)).toList();
  }

  /** What changed between two texts, with two lines around it. */
  static List<DiffLine> between(List<String> before, List<String> after) {
    int start = 0;
    int most = Math.min(before.size(), after.size());
    while (start < most && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<DiffLine> lines = new ArrayList<>(all(Kind.SAME, before.subList(0, start)));
    lines.addAll(
        changed(
            before.subList(start, before.size() - end), after.subList(start, after.size() - end)));
    lines.addAll(all(Kind.SAME, before.subList(before.size() - end, before.size())));
    return shortened(lines);
  }

  private static List<DiffLine> changed(List<String> before, List<String> after) {
    List<DiffLine> lines = new ArrayList<>();
    if ((long) before.size() * after.size() > MOST_CELLS) {
      lines.addAll(all(Kind.REMOVED, before));
      lines.addAll(all(Kind.ADDED, after));
      return lines;
    }
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add(new DiffLine(Kind.SAME, before.get(i++)));
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new DiffLine(Kind.REMOVED, before.get(i++)));
      } else {
        lines.add(new DiffLine(Kind.ADDED, after.get(j++)));
      }
    }
    return lines;
  }

  /** Without the equal lines that are far from a change. */
  private static List<DiffLine> shortened(List<DiffLine> lines) {
    List<DiffLine> kept = new ArrayList<>();
    int nextChange = -1;
    int lastChange = -CONTEXT - 1;
    for (int at = 0; at < lines.size(); at++) {
      DiffLine line = lines.get(at);
      if (line.kind() != Kind.SAME) {
        lastChange = at;
        kept.add(line);
        continue;
      }
      if (nextChange < at) {
        nextChange = at;
        while (nextChange < lines.size() && lines.get(nextChange).kind() == Kind.SAME) {
          nextChange++;
        }
      }
      boolean isNear =
          at - lastChange <= CONTEXT || (nextChange < lines.size() && nextChange - at <= CONTEXT);
      if (isNear) {
        kept.add(line);
      } else if (kept.isEmpty() || kept.getLast().kind() != Kind.GAP) {
        kept.add(new DiffLine(Kind.GAP, "…"));
      }
    }
    return kept;
  }
}
