package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.detail.PullRequest;
import dev.stackunderflow.core.catalog.report.TotalRow.Transcript;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pull requests that each session is linked to. Sessions with the same ones form a row: what a
 * session with two of them spent cannot be told apart.
 */
final class LinkedRequests {

  private static final String SELECT =
      """
      SELECT e.session, r.url, r.repository, r.number
      FROM pull_request r JOIN entry e ON e.id = r.entry WHERE e.hidden IN (0, 3)
      """;

  /** Several lines can name one request, not all of them with its address: the longest stays. */
  private static final Comparator<PullRequest> BY_ADDRESS =
      Comparator.comparingInt((PullRequest r) -> r.url().length()).thenComparing(PullRequest::url);

  private final Map<Long, Long> sets = new HashMap<>();
  private final List<List<PullRequest>> requests = new ArrayList<>();

  /** Reads them, once {@code detail} has indexed them. */
  LinkedRequests(Connection db, Map<Long, Transcript> transcripts) throws SQLException {
    Map<Long, Map<String, PullRequest>> threads = new HashMap<>();
    try (PreparedStatement select = db.prepareStatement(SELECT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Transcript transcript = transcripts.get(row.getLong(1));
        if (transcript != null) {
          long stated = row.getLong(4);
          Long number = row.wasNull() ? null : Long.valueOf(stated);
          var request = new PullRequest(row.getString(2), row.getString(3), number);
          threads
              .computeIfAbsent(transcript.thread(), _ -> new TreeMap<>())
              .merge(request.name(), request, (a, b) -> BY_ADDRESS.compare(a, b) >= 0 ? a : b);
        }
      }
    }
    requests.add(List.of());
    Map<List<PullRequest>, Long> known = new HashMap<>();
    for (var thread : threads.entrySet()) {
      List<PullRequest> linked = List.copyOf(thread.getValue().values());
      Long set = known.get(linked);
      if (set == null) {
        set = (long) requests.size();
        known.put(linked, set);
        requests.add(linked);
      }
      sets.put(thread.getKey(), set);
    }
  }

  /** The key of a session's pull requests; 0 where it has none. */
  long of(long thread) {
    return sets.getOrDefault(thread, 0L);
  }

  /** The pull requests behind a key, by name. */
  List<PullRequest> requests(long set) {
    return requests.get((int) set);
  }
}
