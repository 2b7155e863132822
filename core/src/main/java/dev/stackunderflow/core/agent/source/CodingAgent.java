package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One coding agent: where its sessions are, how they are read, and how one is brought back. Each
 * agent is a package below {@code core.agent} and one line in {@code Agents}.
 */
public interface CodingAgent {

  /** Its name in the store and in {@code --agent}, such as {@code opencode}. */
  String id();

  /** Its name for people, such as {@code OpenCode}. */
  String title();

  /** What is read of it, in a few words, such as {@code messages, tools, tokens}. */
  default String reads() {
    return "messages, tools, tokens";
  }

  /** How its events are shown: reads the parts of a message from its record. */
  default PartReader parts() {
    return PartReader.PLAIN;
  }

  /** Whether its records note which calls of tools failed, and {@link #parts} can tell. */
  default boolean notesFailures() {
    return false;
  }

  /** Whether and how a session can be continued on another machine. */
  default Carry carry() {
    return Carry.notPossible("not tried");
  }

  /** Its logs that grow by appended lines. */
  default List<LogSource> logs() {
    return List.of();
  }

  /** Its documents and databases that are rewritten in place. */
  default List<RecordSource> records() {
    return List.of();
  }

  /**
   * Its documents that are in the folders of projects, without anything outside that lists them.
   *
   * @param projects folders in which any agent has worked on this machine; some may be gone
   */
  default List<RecordSource> inProjects(List<Path> projects) {
    return List.of();
  }

  /**
   * How much the files of a session say, where several say the same: the messages of one that says
   * less than another are not shown. Null where each says something of its own.
   */
  default @Nullable ToIntFunction<Path> detail() {
    return null;
  }

  /**
   * The folders in which its sources are, without those {@link #inProjects in projects}; some may
   * not exist.
   */
  default List<WatchedFolder> folders() {
    return Stream.concat(
            logs().stream().flatMap(source -> source.folders().stream()).map(WatchedFolder::deep),
            records().stream().flatMap(source -> source.folders().stream()))
        .distinct()
        .toList();
  }

  /**
   * A folder in which sessions are.
   *
   * @param path the folder; it may not exist
   * @param depth how many names below it a file may have; 1 is without the folders in it
   */
  record WatchedFolder(Path path, int depth) {

    /** A folder with everything below it. */
    public static WatchedFolder deep(Path path) {
      return new WatchedFolder(path, Integer.MAX_VALUE);
    }

    /** A folder without the folders below it. */
    public static WatchedFolder flat(Path path) {
      return new WatchedFolder(path, 1);
    }

    /** Whether a file is in it. */
    public boolean holds(Path file) {
      return depthOf(file) > 0 && depthOf(file) <= depth;
    }

    /** Whether a folder is this one, or one below it that holds files too. */
    public boolean isWatched(Path folder) {
      return depthOf(folder) >= 0 && depthOf(folder) < depth;
    }

    private int depthOf(Path file) {
      return file.equals(path)
          ? 0
          : file.startsWith(path) ? path.relativize(file).getNameCount() : -1;
    }
  }

  /**
   * Whether a session can be continued on another machine.
   *
   * @param isPossible whether {@code sessions carry} writes it
   * @param how the command that resumes it, or why that is not possible
   */
  record Carry(boolean isPossible, String how) {

    /** {@code sessions carry} writes it; this resumes it. */
    public static Carry by(String resume) {
      return new Carry(true, resume);
    }

    /** {@code sessions carry} does not write it. */
    public static Carry notPossible(String reason) {
      return new Carry(false, reason);
    }
  }
}
