package dev.stackunderflow.core.ingest;

import static java.util.stream.Collectors.toSet;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.DeniedPaths;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.ingest.FileIngest.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Reads one agent. Whatever is wrong with its files becomes a warning. */
final class AgentIngest {

  private final CodingAgent agent;
  private final List<String> warnings;
  private final List<Unit> units = new ArrayList<>();
  private final List<Path> unread = new ArrayList<>();
  private int done;
  private long filesRead;
  private long eventsAdded;

  private sealed interface Unit {
    Path path();
  }

  private record Log(LogFile file) implements Unit {
    @Override
    public Path path() {
      return file.path();
    }
  }

  private record Document(RecordSource source, Path path) implements Unit {}

  AgentIngest(CodingAgent agent, List<String> warnings) {
    this.agent = agent;
    this.warnings = warnings;
  }

  long files() {
    return units.size();
  }

  /** The log files, in the order in which they are read. */
  List<LogFile> logs() {
    return units.stream()
        .flatMap(unit -> unit instanceof Log log ? Stream.of(log.file()) : Stream.empty())
        .toList();
  }

  List<Path> unread() {
    return unread;
  }

  IngestReport.AgentPart report() {
    return new IngestReport.AgentPart(agent.id(), agent.title(), files(), filesRead, eventsAdded);
  }

  /**
   * Finds the files to read.
   *
   * @param changed the files that may have changed; empty: any may have
   */
  void list(Set<Path> changed) {
    for (LogSource source : agent.logs()) {
      List<WatchedFolder> folders = source.folders().stream().map(WatchedFolder::deep).toList();
      if (mayHold(folders, changed)) {
        guard(source.folders(), () -> list(source, changed));
      }
    }
    for (RecordSource source : agent.records()) {
      if (mayHold(source.folders(), changed)) {
        List<Path> folders = source.folders().stream().map(WatchedFolder::path).toList();
        guard(folders, () -> list(source, changed));
      }
    }
  }

  /** Finds the files in the folders of projects, but for those that are found already. */
  void listIn(List<Path> projects) {
    int before = units.size();
    for (RecordSource source : agent.inProjects(projects)) {
      guard(List.of(), () -> list(source, Set.of()));
    }
    Set<Path> known = units.subList(0, before).stream().map(Unit::path).collect(toSet());
    units.subList(before, units.size()).removeIf(unit -> known.contains(unit.path()));
  }

  private static boolean mayHold(List<WatchedFolder> folders, Set<Path> changed) {
    return changed.isEmpty()
        || changed.stream()
            .anyMatch(file -> folders.stream().anyMatch(folder -> holds(folder, file)));
  }

  private static boolean holds(WatchedFolder folder, Path file) {
    if (folder.holds(file)) {
      return true;
    }
    try {
      return new WatchedFolder(folder.path().toRealPath(), folder.depth()).holds(file);
    } catch (IOException e) {
      return false; // it does not exist
    }
  }

  private void list(LogSource source, Set<Path> changed) throws IOException {
    LogSource.Listing listing = list(source::list);
    unread.addAll(changed.isEmpty() ? listing.unread() : List.of());
    for (Path file : listing.logs()) {
      if (changed.isEmpty() || changed.contains(file)) {
        units.add(new Log(new LogFile(source, file)));
      }
    }
  }

  private void list(RecordSource source, Set<Path> changed) throws IOException {
    LogSource.Listing listing = list(source::list);
    unread.addAll(changed.isEmpty() ? listing.unread() : List.of());
    for (Path unit : listing.logs()) {
      if (changed.isEmpty() || !Collections.disjoint(source.files(unit), changed)) {
        units.add(new Document(source, unit));
      }
    }
  }

  /** Lists files; a warning for each place that cannot be read, and all others are listed. */
  private LogSource.Listing list(DeniedPaths.Listed listed) throws IOException {
    Set<Path> denied = new TreeSet<>();
    try {
      return DeniedPaths.during(listed, denied);
    } finally {
      denied.forEach(path -> warnings.add(noRight(path)));
    }
  }

  private static String noRight(Path path) {
    return "No right to read "
        + path
        + "; it was left out, and what was imported earlier is intact. Give yourself the right"
        + " (chmod -R u+rX, as its owner), and run 'ingest' again.";
  }

  /** Reads what is new in the files found since the last call; tells how many files are done. */
  void read(FileIngest logs, RecordIngest records, LongConsumer progress) throws SQLException {
    long filesBefore = logs.filesRead() + records.unitsRead();
    long eventsBefore = logs.eventsAdded() + records.eventsAdded();
    for (; done < units.size(); done++) {
      progress.accept(done);
      read(logs, records, units.get(done));
    }
    filesRead += logs.filesRead() + records.unitsRead() - filesBefore;
    eventsAdded += logs.eventsAdded() + records.eventsAdded() - eventsBefore;
  }

  private void read(FileIngest logs, RecordIngest records, Unit unit) throws SQLException {
    guard(
        List.of(unit.path()),
        () -> {
          switch (unit) {
            case Log log -> logs.read(log.file());
            case Document document -> records.read(document.source(), document.path());
          }
        });
  }

  /** Work that reads an agent's files. */
  @FunctionalInterface
  private interface Reading<X extends Exception> {
    void run() throws IOException, X;
  }

  /** Turns what is wrong with files into a warning: the rest is read all the same. */
  private <X extends Exception> void guard(List<Path> places, Reading<X> reading) throws X {
    try {
      reading.run();
    } catch (UnreadableSourceException e) {
      warnings.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // One that was deleted since it was listed needs no word: what was read of it stays.
      Path denied = DeniedPaths.of(e, places.isEmpty() ? null : places.getFirst());
      if (denied != null) {
        warnings.add(noRight(denied));
        return;
      }
      for (Path place : places) {
        if (!Files.notExists(place)) {
          warnings.add(
              "Could not read "
                  + place
                  + " ("
                  + e.getMessage()
                  + "); it was left out, and what was imported earlier is intact.");
        }
      }
    } catch (OutOfMemoryError e) {
      // A single line can be larger than the memory that there is.
      for (Path place : places) {
        warnings.add(
            "Not enough memory to read "
                + place
                + "; it was left out. To read it, allow more:"
                + " JAVA_TOOL_OPTIONS=-Xmx4g stackunderflow ingest");
      }
    } catch (RuntimeException e) {
      warnings.add(
          "Could not read "
              + places
              + " of "
              + agent.title()
              + ": this program does not know its format ("
              + e.getMessage()
              + "). It was left out; what was imported earlier is intact.");
    }
  }
}
