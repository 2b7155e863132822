package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Derived;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogRecords;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.ingest.KnownFiles.Known;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Reads what is new in one log file into the store, all of it or nothing. */
final class FileIngest implements AutoCloseable {

  private final Connection db;
  private final Clock clock;
  private final ForgetRules forgotten;
  private final KnownFiles files;
  private final SessionRows sessions;
  private final Damage damage = new Damage();
  private long namedSession;
  private long filesRead;
  private long eventsAdded;
  private long leftOut;

  FileIngest(Connection db, Clock clock, ForgetRules forgotten) throws SQLException {
    this.db = db;
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

  void read(LogSource source, Path file) throws IOException, SQLException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Known before = files.of(file);
    boolean isUnchanged =
        before != null && before.size() == now.size() && before.mtimeSeconds() == mtime(now);
    boolean isEmptyAndNew = before == null && now.size() == 0;
    if (!isUnchanged && !isEmptyAndNew) {
      Sqlite.useTransaction(db, () -> read(source, file, now));
    }
  }

  private void read(LogSource source, Path file, BasicFileAttributes attributes)
      throws IOException, SQLException {
    // Once more, now that nobody else can write: another ingest may have been here.
    Known before = files.of(file);
    if (before == null) {
      SessionName name = source.session(file);
      if (name == null) {
        return; // no complete line yet
      }
      before = newFile(source, name, file);
    }
    if (goesOn(source, file, before)) {
      try (var lines = new LogLines(source.open(file))) {
        if (lines.pass(before.offset())) {
          boolean mayRepeat = before.base() > 0 || files.ofSession(before.session()).size() > 1;
          KnownEvents known = mayRepeat ? KnownEvents.of(db, before.session()) : null;
          read(source, file, attributes, before, lines, known, false);
        }
      }
      return;
    }
    Known rewritten = before.rewritten();
    try (var lines = new LogLines(source.open(file))) {
      KnownEvents known = KnownEvents.of(db, before.session());
      read(source, file, attributes, rewritten, lines, known, true);
    }
  }

  /** Whether a file begins with what was read of it before. */
  private static boolean goesOn(LogSource source, Path file, Known before) throws IOException {
    if (before.offset() == 0) {
      return true;
    }
    try (var lines = new LogLines(source.open(file))) {
      return lines.pass(before.offset())
          && MessageDigest.isEqual(lines.passedSha256(), before.prefixSha256());
    }
  }

  /** A file that is met for the first time: a moved one, or one more of its session. */
  private Known newFile(LogSource source, SessionName name, Path file)
      throws IOException, SQLException {
    long session = sessions.session(source.provider(), name, seconds());
    for (Known other : files.ofSession(session)) {
      if (!Files.exists(Path.of(other.path())) && goesOn(source, file, other)) {
        files.forget(other.path());
        return other.movedTo(file);
      }
    }
    return Known.unread(file, session, SeqBases.free(db, session));
  }

  private void read(
      LogSource source,
      Path file,
      BasicFileAttributes attributes,
      Known known,
      LogLines lines,
      @Nullable KnownEvents events,
      boolean isRewritten)
      throws IOException, SQLException {
    ObjectNode saved = LenientJson.object(known.carry());
    ObjectNode carry = saved == null ? LenientJson.newObject() : saved;
    var context =
        new LogContext(file, sessionId(known.session()), sessions.history(source.provider()));
    var damaged = damage.of(source, file);
    boolean any = !isRewritten || attributes.size() == 0;
    try (var writer =
        new SessionWriter(
            db,
            known.session(),
            sessions.cutoff(forgotten, known.session()),
            carry,
            known.base(),
            events,
            isRewritten)) {
      LineReader reader = source.reader(carry, context);
      for (LogLines.Line line = lines.next(); line != null; line = lines.next()) {
        LogRecords records = LogRecords.of(line.text(), source::isRecord);
        if (records.isDamaged()) {
          damaged.add(line);
        }
        for (LogRecords.Found record : records.records()) {
          any = true;
          long seq = known.base() + line.seq() + record.offset();
          write(writer, reader.read(record.json()), known.session(), seq, record.text());
        }
      }
      if (!any) {
        return; // a rewritten file without one good line changes nothing
      }
      reader.save(carry);
      writer.finish(attributes.lastModifiedTime().toInstant().toString());
      eventsAdded += writer.added();
      leftOut += writer.leftOut();
    }
    damaged.keep();
    filesRead++;
    sessions.touchProject(known.session(), mtime(attributes));
    files.save(source.provider(), read(known, file, attributes, lines), carry, seconds());
    RevertedLines.mark(db, source, known.session(), files.ofSession(known.session()));
  }

  private static Known read(
      Known known, Path file, BasicFileAttributes attributes, LogLines lines) {
    return new Known(
        file.toString(),
        known.session(),
        mtime(attributes),
        attributes.size(),
        lines.offset(),
        lines.passedSha256(),
        known.carry(),
        known.base());
  }

  private void write(SessionWriter writer, Reading reading, long session, long seq, String text)
      throws SQLException {
    writer.add(seq, text, reading.event());
    // Within the line's own bytes: no other line has these seqs.
    long place = seq;
    for (Derived derived : reading.derived()) {
      writer.add(++place, derived.raw(), derived.event());
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
    return String.valueOf(Sqlite.text(db, "SELECT session_id FROM sessions WHERE id = ?", session));
  }

  private double seconds() {
    return clock.millis() / 1000.0;
  }

  private static double mtime(BasicFileAttributes attributes) {
    return attributes.lastModifiedTime().toMillis() / 1000.0;
  }

  @Override
  public void close() throws SQLException {
    files.close();
  }
}
