package dev.stackunderflow.core.decision;

import dev.stackunderflow.core.decision.Decision.Link;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links projects on this device. The next push publishes the links to the other devices. */
public final class ProjectLinks {

  private final Home home;
  private final Clock clock;

  /** Links projects of one home; creates its sync folder when first needed. */
  public ProjectLinks(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** Links two projects. */
  public void link(String one, String other) throws SQLException, IOException {
    decide(List.of(Link.of(one, other, true)));
  }

  /**
   * Links each pair without a decision; a pair that the user unlinked stays unlinked.
   *
   * @param links the pairs
   */
  public void suggest(Collection<Link> links) throws SQLException, IOException {
    Set<List<String>> known = new HashSet<>();
    latest().forEach((pair, _) -> known.add(pair));
    decide(links.stream().filter(link -> known.add(List.of(link.first(), link.second()))).toList());
  }

  /**
   * Unlinks a project from all others.
   *
   * @param name its own name
   * @param repositories the repositories that its folder is in: it leaves them
   * @return the projects that it was linked with
   */
  public List<String> unlink(String name, Collection<String> repositories)
      throws SQLException, IOException {
    List<Link> off = new ArrayList<>();
    repositories.forEach(repository -> off.add(Link.of(name, repository, false)));
    latest().values().stream()
        .filter(Link::linked)
        .filter(link -> link.first().equals(name) || link.second().equals(name))
        .map(link -> new Link(link.first(), link.second(), false))
        .filter(link -> !off.contains(link))
        .forEach(off::add);
    decide(off);
    return off.stream()
        .map(link -> link.first().equals(name) ? link.second() : link.first())
        .toList();
  }

  /** The last decision on each pair. */
  private Map<List<String>, Link> latest() throws SQLException, IOException {
    Map<List<String>, Link> latest = new HashMap<>();
    if (Files.exists(home.replica())) {
      try (Replica replica = Replica.open(home.replica())) {
        for (Decision decision : new Decisions(replica).all()) {
          if (decision.what() instanceof Link link) {
            latest.put(List.of(link.first(), link.second()), link);
          }
        }
      }
    }
    return latest;
  }

  private void decide(List<Link> links) throws SQLException, IOException {
    if (links.isEmpty()) {
      return;
    }
    PrivateFiles.createFolder(home.syncFolder());
    try (Replica replica = Replica.open(home.replica())) {
      Sqlite.useTransaction(
          replica.connection(),
          () -> {
            var decisions = new Decisions(replica);
            for (Link link : links) {
              decisions.decide(decisions.of(link, clock.millis(), new SecureRandom()));
            }
            new Published(replica).changed();
          });
    }
  }
}
