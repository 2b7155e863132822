package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is new in the agents' sessions into the store. */
public final class Ingest {

  /** Counts sessions as the commands list them: those with a message, subagents' with theirs. */
  private static final String SESSIONS =
      """
      SELECT count(*) FROM (
        SELECT DISTINCT p.provider,
               substr(s.session_id, 1, instr(s.session_id || '/', '/') - 1)
        FROM sessions s JOIN projects p ON p.id = s.project_id
        WHERE s.message_count > 0)
      """;

  private final Store store;
  private final List<CodingAgent> agents;
  private final Clock clock;
  private final ForgetRules forgotten;

  /**
   * An ingest into a store.
   *
   * @param store the open store, one of ours
   * @param agents whose sessions to read
   * @param clock the time
   * @param forgotten what to leave out, though it is in the logs
   */
  public Ingest(Store store, List<CodingAgent> agents, Clock clock, ForgetRules forgotten) {
    this.store = store;
    this.agents = agents;
    this.clock = clock;
    this.forgotten = forgotten;
  }

  /** Told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** So many of all files are done. */
    void at(long filesDone, long files);
  }

  /**
   * Reads every session that has something new. What cannot be read is named in the report and does
   * not stop the rest.
   *
   * @param progress told how far it is
   * @return what was found
   * @throws StoreException if another program writes this store
   * @throws SQLException if the store cannot be written; each file and each session is imported
   *     completely or not at all
   * @throws IOException if the store cannot be written
   */
  public IngestReport run(Progress progress) throws SQLException, IOException {
    return run(Set.of(), progress);
  }

  /**
   * Reads what is new in some files.
   *
   * @param changed the files that may have changed; empty: any may have
   * @param progress told how far it is
   * @return what was found
   * @throws StoreException if another program writes this store
   * @throws SQLException if the store cannot be written
   * @throws IOException if the store cannot be written
   */
  public IngestReport run(Set<Path> changed, Progress progress) throws SQLException, IOException {
    if (store.isForeign()) {
      throw new StoreException(
          store.file()
              + " is written by another program, StackUnderflow in Python: run its own ingest."
              + " Nothing was changed. This program reads and syncs that store as it is; for a store"
              + " of its own set STACKUNDERFLOW_HOME to another folder.");
    }
    List<String> warnings = new ArrayList<>();
    List<AgentIngest> parts = new ArrayList<>();
    for (CodingAgent agent : agents) {
      var part = new AgentIngest(agent, warnings);
      part.list(changed);
      parts.add(part);
    }
    long files = parts.stream().mapToLong(AgentIngest::files).sum();
    try (var statements = new Statements(store.connection());
        var batch = new ImportBatch(store, clock);
        var logs = new FileIngest(statements, batch, clock, forgotten)) {
      var records = new RecordIngest(statements, batch, clock, forgotten);
      logs.plan(parts.stream().flatMap(part -> part.logs().stream()).toList());
      long done = 0;
      for (AgentIngest part : parts) {
        long before = done;
        part.read(logs, records, here -> progress.at(before + here, files));
        done += part.files();
      }
      if (changed.isEmpty()) {
        List<Path> projects = projects(statements);
        for (AgentIngest part : parts) {
          part.listIn(projects);
          part.read(logs, records, _ -> {});
        }
      }
      var repeated = new RepeatedMessages(statements, batch);
      for (CodingAgent agent : agents) {
        repeated.mark(agent);
      }
      batch.commit();
      progress.at(files, files);
      warnings.addAll(records.warnings());
      warnings.addAll(logs.damage().warnings());
      sayLeftOut(logs.leftOut() + records.leftOut(), warnings);
      return new IngestReport(
          parts.stream().mapToLong(AgentIngest::files).sum(),
          logs.filesRead() + records.unitsRead(),
          Sqlite.number(store.connection(), SESSIONS),
          logs.eventsAdded() + records.eventsAdded(),
          logs.damage().count(),
          logs.damage().lines(),
          parts.stream().flatMap(part -> part.unread().stream()).toList(),
          parts.stream().filter(part -> part.files() > 0).map(AgentIngest::report).toList(),
          warnings.stream().distinct().toList());
    }
  }

  /** The folders in which agents have worked on this machine. */
  private static List<Path> projects(Statements db) throws SQLException {
    List<Path> folders = new ArrayList<>();
    String sql = "SELECT DISTINCT path FROM projects WHERE path IS NOT NULL";
    try (ResultSet row = db.of(sql).executeQuery()) {
      while (row.next()) {
        Path folder = folder(row.getString(1));
        if (folder != null) {
          folders.add(folder);
        }
      }
    }
    return folders;
  }

  private static @Nullable Path folder(String path) {
    try {
      Path folder = Path.of(path);
      return folder.isAbsolute() ? folder : null;
    } catch (InvalidPathException e) {
      return null; // of another system, as in a copied log
    }
  }

  private static void sayLeftOut(long events, List<String> warnings) {
    if (events > 0) {
      warnings.add(
          (events == 1 ? "1 event is" : events + " events are")
              + " left out: 'sync forget' deleted what was written before a time, and the logs still"
              + " have it. Later events are imported.");
    }
  }
}
