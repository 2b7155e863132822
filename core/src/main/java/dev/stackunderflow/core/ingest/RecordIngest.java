package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.time.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the changed sessions of documents and databases into the store, each in a transaction. */
final class RecordIngest {

  private final Statements db;
  private final ImportBatch batch;
  private final Clock clock;
  private final ForgetRules forgotten;
  private final KnownUnits units;
  private final SessionRows sessions;
  private final List<String> warnings = new ArrayList<>();
  private long unitsRead;
  private long eventsAdded;
  private long leftOut;

  RecordIngest(Statements db, ImportBatch batch, Clock clock, ForgetRules forgotten) {
    this.db = db;
    this.batch = batch;
    this.clock = clock;
    this.forgotten = forgotten;
    this.units = new KnownUnits(db);
    this.sessions = new SessionRows(db);
  }

  long unitsRead() {
    return unitsRead;
  }

  long eventsAdded() {
    return eventsAdded;
  }

  /** How many events were left out, because the user deleted such events. */
  long leftOut() {
    return leftOut;
  }

  /** What could not be read, messages for the user. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void read(RecordSource source, Path unit) throws IOException, SQLException {
    String stamp = source.stamp(unit);
    if (stamp.equals(units.stamp(unit))) {
      return;
    }
    batch.run(0, () -> units.begin(unit, source.provider(), seconds()));
    var changes = new Changed(source, unit, units.versions(unit));
    changes.mayWait();
    source.read(unit, changes);
    batch.run(0, () -> units.end(unit, stamp, seconds()));
    unitsRead++;
  }

  /** Takes the sessions of one unit. */
  private final class Changed implements RecordSource.Changes {
    private final RecordSource source;
    private final Path unit;
    private final Map<String, String> versions;

    private Changed(RecordSource source, Path unit, Map<String, String> versions) {
      this.source = source;
      this.unit = unit;
      this.versions = versions;
    }

    @Override
    public boolean isChanged(String sessionId, String version) {
      return !version.equals(versions.get(sessionId));
    }

    @Override
    public void session(String id, String version, RecordSession session)
        throws IOException, SQLException {
      if (session.records().isEmpty()) {
        return; // begun, or emptied by its agent: what is stored stays
      }
      long size = session.records().stream().mapToLong(record -> record.raw().length()).sum();
      batch.run(size, () -> write(id, version, session));
      mayWait();
      warnings.addAll(session.warnings());
    }

    /** Nobody waits for the store while this reads a database that its agent may have locked. */
    private void mayWait() throws SQLException {
      if (source instanceof DatabaseSource) {
        batch.commit();
      }
    }

    /** For records without a time: the session's, else when the unit was written. */
    private String otherTime(long session) throws SQLException {
      String known = db.text("SELECT first_ts FROM sessions WHERE id = ?", session);
      if (known != null) {
        return known;
      }
      long written = clock.millis();
      try {
        written = Files.getLastModifiedTime(unit).toMillis();
      } catch (IOException e) {
        // The unit is a folder's name, or was just deleted: now is near.
      }
      return Timestamps.text(Instant.ofEpochMilli(written));
    }

    private void write(String id, String version, RecordSession state) throws SQLException {
      long session = sessions.session(source.provider(), state.name(), seconds());
      long known = units.base(unit, session);
      long base = known < 0 ? SeqBases.free(db, session) : known;
      var writer =
          new RecordWriter(db.connection(), session, sessions.cutoff(forgotten, session), base);
      writer.write(state, otherTime(session));
      String folder = state.name().folder();
      if (folder != null) {
        sessions.nameProject(session, folder);
      }
      sessions.touchProject(session, seconds());
      units.save(unit, id, session, version, base);
      eventsAdded += writer.added();
      leftOut += writer.leftOut();
    }
  }

  private double seconds() {
    return clock.millis() / 1000.0;
  }
}
