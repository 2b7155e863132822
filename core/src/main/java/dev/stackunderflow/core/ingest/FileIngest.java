package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.FirstRecords;
import dev.stackunderflow.core.agent.source.LineReader.Derived;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.ingest.KnownFiles.Known;
import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.store.Utf8Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is new in log files into the store. */
final class FileIngest implements AutoCloseable {

  private final Statements db;
  private final ImportBatch batch;
  private final Clock clock;
  private final ForgetRules forgotten;
  private final KnownFiles files;
  private final SessionRows sessions;
  private final Damage damage = new Damage();
  private @Nullable ReadAhead ahead;
  private long namedSession;
  private long filesRead;
  private long eventsAdded;
  private long leftOut;

  /** A log file of an agent. */
  record LogFile(LogSource source, Path path) {}

  FileIngest(Statements db, ImportBatch batch, Clock clock, ForgetRules forgotten) {
    this.db = db;
    this.batch = batch;
    this.clock = clock;
    this.forgotten = forgotten;
    this.files = new KnownFiles(db);
    this.sessions = new SessionRows(db);
  }

  long filesRead() {
    return filesRead;
  }

  long eventsAdded() {
    return eventsAdded;
  }

  /** How many events were left out, because the user deleted such events. */
  long leftOut() {
    return leftOut;
  }

  /** The lines that could not be read. */
  Damage damage() {
    return damage;
  }

  /**
   * Begins to read the files that changed, ahead of {@link #read}.
   *
   * @param logs the files that will be read, in the order in which they will be
   */
  void plan(List<LogFile> logs) throws SQLException {
    List<ReadAhead.Plan> changed = new ArrayList<>();
    for (LogFile log : logs) {
      BasicFileAttributes now;
      try {
        now = Files.readAttributes(log.path(), BasicFileAttributes.class);
      } catch (IOException e) {
        now = null; // told when it is read
      }
      Known before = files.of(log.path());
      boolean isUnchanged =
          now != null
              && (before == null
                  ? now.size() == 0
                  : before.size() == now.size() && before.mtimeSeconds() == mtime(now));
      if (!isUnchanged) {
        changed.add(
            new ReadAhead.Plan(
                log.source(),
                log.path(),
                before,
                before == null ? null : sessionId(before.session()),
                sessions.history(log.source().provider())));
      }
    }
    ahead = new ReadAhead(changed);
  }

  /** Reads what is new in one of the planned files, all of it or nothing. */
  void read(LogFile log) throws IOException, SQLException {
    if (ahead == null) {
      throw new IllegalStateException("no plan was made");
    }
    try (ReadAhead.Log lines = ahead.take(log.path())) {
      if (lines != null) {
        batch.run(lines.attributes().size(), () -> read(log.source(), log.path(), lines));
      }
    }
  }

  private void read(LogSource source, Path file, ReadAhead.Log lines)
      throws IOException, SQLException {
    // Once more, now that nobody else can write: another ingest may have been here.
    Known before = files.of(file);
    if (before == null) {
      SessionName name = lines.name();
      if (name == null) {
        var damaged = damage.of(source, file); // else there is no complete line yet
        FirstRecords.damaged(source, file, damaged::add);
        damaged.keep();
        return;
      }
      before = newFile(source, name, file);
    }
    if (lines.isFrom(before)) {
      read(source, file, before, lines);
      return;
    }
    var context =
        new LogContext(file, sessionId(before.session()), sessions.history(source.provider()));
    try (var again = LogReading.open(source, context, LogReading.Before.of(before))) {
      read(source, file, before, again);
    }
  }

  /** Whether a file begins with what was read of it before. */
  private static boolean goesOn(LogSource source, Path file, Known before) throws IOException {
    if (before.offset() == 0) {
      return true;
    }
    try (var lines = new LogLines(source.open(file))) {
      return lines.pass(before.offset())
          && MessageDigest.isEqual(lines.passedDigest(), before.prefixDigest());
    }
  }

  /** A file that is met for the first time: a moved one, or one more of its session. */
  private Known newFile(LogSource source, SessionName name, Path file)
      throws IOException, SQLException {
    long session = sessions.session(source.provider(), name, seconds());
    for (Known other : files.ofSession(session)) {
      if (Files.notExists(Path.of(other.path())) && goesOn(source, file, other)) {
        files.forget(other.path());
        return other.movedTo(file);
      }
    }
    return Known.unread(file, session, SeqBases.free(db, session));
  }

  private void read(LogSource source, Path file, Known before, LogBatches lines)
      throws IOException, SQLException {
    boolean isRewritten = lines.isRewritten();
    Known known = isRewritten ? before.rewritten() : before;
    boolean mayRepeat =
        isRewritten || known.base() > 0 || files.ofSession(known.session()).size() > 1;
    KnownEvents events = mayRepeat ? KnownEvents.of(db.connection(), known.session()) : null;
    BasicFileAttributes attributes = lines.attributes();
    ObjectNode carry = LogReading.Before.of(known).carried();
    var damaged = damage.of(source, file);
    boolean any = !isRewritten || attributes.size() == 0;
    var writer =
        new SessionWriter(
            db,
            known.session(),
            sessions.cutoff(forgotten, known.session()),
            carry,
            known.base(),
            events,
            isRewritten);
    for (LogBatch some = lines.next(); some != null; some = lines.next()) {
      some.damaged().forEach(damaged::add);
      for (LogBatch.Entry record : some.records()) {
        any = true;
        write(
            writer,
            record.reading(),
            known.session(),
            known.base() + record.offset(),
            record.text());
      }
    }
    if (!any) {
      return; // a rewritten file without one good line changes nothing
    }
    lines.save(carry);
    writer.finish(attributes.lastModifiedTime().toInstant().toString());
    sessions.touchProject(known.session(), mtime(attributes));
    if (sessions.isFolderUnknown(known.session())) {
      SessionName name = source.session(file); // what stands beside the log may be there by now
      String folder = name == null ? null : name.folder();
      if (folder != null) {
        sessions.nameProject(known.session(), folder);
      }
    }
    files.save(source.provider(), read(known, file, attributes, lines), carry, seconds());
    RevertedLines.mark(db.connection(), source, known.session(), files.ofSession(known.session()));
    eventsAdded += writer.added();
    leftOut += writer.leftOut();
    damaged.keep();
    filesRead++;
  }

  private static Known read(
      Known known, Path file, BasicFileAttributes attributes, LogBatches lines) {
    return new Known(
        file.toString(),
        known.session(),
        mtime(attributes),
        attributes.size(),
        lines.offset(),
        lines.passedDigest(),
        known.carry(),
        known.base());
  }

  private void write(SessionWriter writer, Reading reading, long session, long seq, Utf8Text text)
      throws SQLException {
    writer.add(seq, text, reading.event());
    // Within the line's own bytes: no other line has these seqs.
    long place = seq;
    for (Derived derived : reading.derived()) {
      writer.add(++place, Utf8Text.of(derived.raw()), derived.event());
    }
    if (reading.late() != null) {
      writer.late(reading.late());
    }
    String folder = reading.folder();
    if (folder != null && namedSession != session) {
      sessions.nameProject(session, folder);
      namedSession = session;
    }
  }

  private String sessionId(long session) throws SQLException {
    return String.valueOf(db.text("SELECT session_id FROM sessions WHERE id = ?", session));
  }

  private double seconds() {
    return clock.millis() / 1000.0;
  }

  private static double mtime(BasicFileAttributes attributes) {
    return attributes.lastModifiedTime().toMillis() / 1000.0;
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
  }
}
