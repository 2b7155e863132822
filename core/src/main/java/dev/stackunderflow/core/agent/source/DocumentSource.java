package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Documents that an agent rewrites in place, one session in each. */
public abstract class DocumentSource implements RecordSource {

  private final String provider;
  private final List<Path> folders;
  private final int depth;
  private final Predicate<Path> isDocument;

  /**
   * The documents of an agent.
   *
   * @param provider the agent's id
   * @param folders where they are; some may not exist
   * @param depth how many names below the folder a document has
   * @param isDocument whether a file of this depth is one, by its path below the folder
   */
  protected DocumentSource(
      String provider, List<Path> folders, int depth, Predicate<Path> isDocument) {
    this.provider = provider;
    this.folders = List.copyOf(folders);
    this.depth = depth;
    this.isDocument = isDocument;
  }

  /**
   * Reads a document.
   *
   * @return its session; null where it has nothing to show
   * @throws IOException if it cannot be read
   */
  protected abstract @Nullable RecordSession session(Path document) throws IOException;

  @Override
  public final String provider() {
    return provider;
  }

  @Override
  public List<WatchedFolder> folders() {
    return folders.stream().map(folder -> new WatchedFolder(folder, depth)).toList();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path folder : folders) {
      documents.addAll(
          JsonFiles.below(
              folder, depth, file -> file.getNameCount() == depth && isDocument.test(file)));
    }
    return new LogSource.Listing(documents.stream().distinct().toList(), List.of());
  }

  @Override
  public final void read(Path unit, Changes changes) throws IOException, SQLException {
    String version = stamp(unit);
    RecordSession session = session(unit);
    if (session != null && changes.isChanged(session.name().sessionId(), version)) {
      changes.session(session.name().sessionId(), version, session);
    }
  }
}
