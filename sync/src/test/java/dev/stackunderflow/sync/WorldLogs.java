package dev.stackunderflow.sync;

import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The logs that agents write on random machines, and which of their lines every view must show. */
final class WorldLogs {

  static final List<String> SESSIONS = List.of("one", "two", "three", "four");

  /** The uuids of the lines of each log, by machine and session. */
  private final Map<String, List<String>> logs = new HashMap<>();

  /** The uuids of the lines that were rewritten away, by machine and session. */
  private final Map<String, List<String>> superseded = new HashMap<>();

  /** Under which machine's name a machine keeps a session. */
  private final Map<String, String> owners = new HashMap<>();

  /** The sessions whose log a machine has lost: they stay in every view. */
  private final Set<String> lost = new HashSet<>();

  /** Up to which line a session was deleted, by session and its owner's name. */
  private final Map<String, Integer> deleted = new HashMap<>();

  private int written;

  /** How many lines were written in all. */
  int written() {
    return written;
  }

  private static String key(Machine machine, String session) {
    return machine.folder() + session;
  }

  /** An agent writes one more line. */
  void write(Machine machine, String session) throws Exception {
    if (lost.contains(key(machine, session))) {
      return;
    }
    int n = ++written;
    String uuid = "u" + n;
    machine.append("-p", name(machine, session), line(uuid, n));
    logs.computeIfAbsent(key(machine, session), _ -> new ArrayList<>()).add(uuid);
  }

  private static String line(String uuid, int n) {
    return n % 3 == 0
        ? Lines.assistant(uuid, Lines.at(n), "answer " + n, n)
        : Lines.user(uuid, Lines.at(n), "prompt " + n);
  }

  /** A session's id; one that was copied keeps the id that it has on the machine it came from. */
  String name(Machine machine, String session) {
    return session
        + owners.computeIfAbsent(
            key(machine, session), _ -> String.valueOf(machine.folder().getFileName()));
  }

  /** A user copies a session's log to a machine that has none of that name. */
  void copy(Machine from, Machine to, String session) throws Exception {
    Path log = from.log("-p", name(from, session));
    if (from.equals(to) || !Files.exists(log) || logs.containsKey(key(to, session))) {
      return;
    }
    name(from, session);
    owners.put(key(to, session), String.valueOf(owners.get(key(from, session))));
    Path target = to.log("-p", name(from, session));
    Files.createDirectories(target.getParent());
    Files.copy(log, target);
    logs.put(key(to, session), new ArrayList<>(logs.getOrDefault(key(from, session), List.of())));
  }

  /** An agent compacts a log: some lines are removed, one is new. */
  void rewrite(Machine machine, String session, Random random) throws Exception {
    if (lost.contains(key(machine, session))) {
      return;
    }
    List<String> uuids = logs.computeIfAbsent(key(machine, session), _ -> new ArrayList<>());
    machine.ingest();
    List<String> gone = uuids.stream().filter(_ -> random.nextInt(3) == 0).toList();
    uuids.removeAll(gone);
    superseded.computeIfAbsent(key(machine, session), _ -> new ArrayList<>()).addAll(gone);
    uuids.add("u" + ++written);
    machine.rewrite(
        "-p",
        name(machine, session),
        uuids.stream()
            .map(uuid -> line(uuid, Integer.parseInt(uuid.substring(1))))
            .toArray(String[]::new));
    machine.ingest();
  }

  /** Records that an agent deleted a log that was pushed. */
  void lose(Machine machine, String session) {
    lost.add(key(machine, session));
  }

  /** Records that a home was cloned. */
  void clone(Machine machine, Machine clone) {
    for (String session : SESSIONS) {
      List<String> uuids = logs.get(key(machine, session));
      if (uuids != null) {
        logs.put(key(clone, session), new ArrayList<>(uuids));
      }
      name(machine, session);
      owners.put(key(clone, session), String.valueOf(owners.get(key(machine, session))));
      if (lost.contains(key(machine, session))) {
        lost.add(key(clone, session));
      }
    }
  }

  /**
   * Records that a machine was removed from the vault.
   *
   * @param staysInPart whether what it published under an earlier id stays in every view
   */
  void remove(Machine machine, boolean staysInPart) {
    for (String session : SESSIONS) {
      List<String> uuids = logs.remove(key(machine, session));
      if (staysInPart && uuids != null) {
        superseded.computeIfAbsent(key(machine, session), _ -> new ArrayList<>()).addAll(uuids);
      } else if (!staysInPart) {
        superseded.remove(key(machine, session));
      }
    }
  }

  /** Records that the user deletes a session up to a line. */
  void delete(String sessionId, int until) {
    deleted.merge(sessionId, until, Math::max);
  }

  /** The uuids that every view must show. */
  Set<String> expected() {
    Set<String> expected = new TreeSet<>();
    logs.forEach((log, uuids) -> uuids.stream().filter(u -> isKept(log, u)).forEach(expected::add));
    return expected;
  }

  /** The uuids that a view may show: also those of lines that were rewritten away. */
  Set<String> allowed() {
    Set<String> allowed = expected();
    superseded.forEach(
        (log, uuids) -> uuids.stream().filter(u -> isKept(log, u)).forEach(allowed::add));
    return allowed;
  }

  private boolean isKept(String log, String uuid) {
    String session = SESSIONS.stream().filter(log::endsWith).findFirst().orElseThrow();
    return Integer.parseInt(uuid.substring(1)) > deleted.getOrDefault(session + owners.get(log), 0);
  }
}
