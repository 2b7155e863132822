package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Keep;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which side of a conflict the user chose, by cell and content digest. */
final class ConflictChoices {

  private final Map<Long, Map<String, Integer>> ranks = new HashMap<>();

  /** From all decisions, the later ones last. */
  ConflictChoices(List<Decision> decisions) {
    int rank = 0;
    for (Decision decision : decisions) {
      if (decision.what() instanceof Keep keep) {
        rank++;
        ranks
            .computeIfAbsent(EntryRow.cell(keep.provider(), keep.timestamp()), _ -> new HashMap<>())
            .put(keep.digest(), rank);
      }
    }
  }

  /** The cells in which something was chosen. */
  Set<Long> cells() {
    return ranks.keySet();
  }

  /** 0 for content that was not chosen; a later choice is greater. */
  int rank(long cell, byte[] digest) {
    Map<String, Integer> inCell = ranks.get(cell);
    return inCell == null ? 0 : inCell.getOrDefault(HexFormat.of().formatHex(digest), 0);
  }

  /** Names all choices, to see whether one is new. */
  static String mark(Collection<Decision> decisions) {
    return Long.toString(decisions.stream().filter(d -> d.what() instanceof Keep).count());
  }
}
