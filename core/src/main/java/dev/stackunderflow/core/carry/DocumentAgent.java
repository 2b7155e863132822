package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.LogFolders;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the sessions of an agent are written that rewrites its documents or has a database: what is
 * stored of a session are its records, of which the agent's own files are made again.
 */
interface DocumentAgent {

  /**
   * Finds an agent by its provider name.
   *
   * @return null where the agent's sessions are not written that way
   */
  static @Nullable DocumentAgent of(String provider, Map<String, String> env) {
    List<RecordSource> sources =
        Agents.all(env).stream()
            .filter(agent -> agent.id().equals(provider))
            .map(CodingAgent::records)
            .flatMap(List::stream)
            .toList();
    return switch (provider) {
      case "gemini" -> new GeminiDocuments(sources);
      case "droid" -> new DroidDocuments(sources);
      case "cline" -> new ClineDocuments(sources);
      case "commandcode" -> new CommandCodeDocuments(sources);
      case "grok" -> new GrokDocuments(sources);
      case "opencode", "kilo" ->
          new OpenCodeImport(provider, sources, Home.of(env).folder().resolve("carried"));
      default -> null;
    };
  }

  /** Whether a record of this role is written where the session exists already. */
  default boolean isAdded(String role) {
    return true;
  }

  /** Where the agent's sessions are on this machine. */
  List<RecordSource> sources();

  /**
   * The files that add a session's missing records here.
   *
   * @param copy the session, with at least one missing record
   * @return the files, the one by which the agent finds the session last
   * @throws CarryException if what is here cannot be continued
   * @throws IOException if what is here cannot be read
   */
  List<NewFile> files(DocumentCopy copy) throws IOException;

  /**
   * The command that resumes a session, to be run in its folder.
   *
   * @param sessionId the session
   * @param written what is written for it
   */
  String resume(String sessionId, List<NewFile> written);

  /** The agent's folder: the first that exists, else the first. */
  default Path root() {
    return LogFolders.firstExisting(
        sources().stream()
            .flatMap(source -> source.folders().stream())
            .map(WatchedFolder::path)
            .toList());
  }
}
