package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.ingest.LineReader.LateUsage;
import dev.stackunderflow.core.ingest.LineReader.Reading;
import dev.stackunderflow.core.ingest.LogSource.SessionName;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what is new in one log file into the store, whole or not at all. */
final class FileIngest {

  private final Connection db;
  private final Clock clock;
  private final ForgetRules forgotten;
  private final Map<Long, Path> filesOfSessions = new HashMap<>();
  private long namedSession;
  private long filesRead;
  private long eventsAdded;
  private long linesSkipped;

  FileIngest(Connection db, Clock clock, ForgetRules forgotten) {
    this.db = db;
    this.clock = clock;
    this.forgotten = forgotten;
  }

  long filesRead() {
    return filesRead;
  }

  long eventsAdded() {
    return eventsAdded;
  }

  long linesSkipped() {
    return linesSkipped;
  }

  /** What is known of a file, or of the file that held the same session before it was moved. */
  private record Known(
      String path,
      long session,
      double mtimeSeconds,
      long size,
      long offset,
      byte[] prefixSha256,
      String carry) {}

  void read(LogSource source, Path file) throws IOException, SQLException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Known before = known("l.file_path = ?", file.toString());
    if (before != null && before.size() == now.size() && before.mtimeSeconds() == mtime(now)) {
      filesOfSessions.put(before.session(), file);
      return;
    }
    if (now.size() > 0) {
      Sqlite.useTransaction(
          db,
          () -> {
            take(source, file, now);
          });
    }
  }

  private void take(LogSource source, Path file, BasicFileAttributes attributes)
      throws IOException, SQLException {
    // Once more, now that nobody else can write: another ingest may have been here.
    Known before = known("l.file_path = ?", file.toString());
    if (before == null) {
      SessionName name = source.session(file);
      if (name == null) {
        return; // no complete line yet
      }
      before = adopt(source, name, file);
      if (before == null) {
        return; // another file holds this session
      }
    }
    Path holder = filesOfSessions.putIfAbsent(before.session(), file);
    if (holder != null && !holder.equals(file)) {
      return;
    }
    try (var lines = new LogLines(file)) {
      boolean goesOn =
          lines.pass(before.offset())
              && MessageDigest.isEqual(lines.passedSha256(), before.prefixSha256());
      if (goesOn) {
        read(source, file, attributes, before, lines, false);
        return;
      }
    }
    try (var lines = new LogLines(file)) {
      read(source, file, attributes, before, lines, true);
    }
  }

  private void read(
      LogSource source,
      Path file,
      BasicFileAttributes attributes,
      Known before,
      LogLines lines,
      boolean anew)
      throws IOException, SQLException {
    ObjectNode kept = anew ? null : LenientJson.object(before.carry());
    ObjectNode carry = kept == null ? LenientJson.newObject() : kept;
    long skipped = 0;
    try (var writer = new SessionWriter(db, before.session(), cutoff(before.session()), carry)) {
      LineReader reader = source.reader(carry);
      boolean cleared = !anew;
      for (LogLines.Line line = lines.next(); line != null; line = lines.next()) {
        String text = line.text();
        if (text != null && text.isBlank()) {
          continue;
        }
        ObjectNode json = text == null ? null : LenientJson.object(text);
        if (json == null || text == null) {
          skipped++;
          continue;
        }
        if (!cleared) {
          // Only now: a rewritten file without one good line takes nothing out.
          writer.clear();
          cleared = true;
        }
        take(writer, reader.read(line.seq(), json), before.session(), line.seq(), text);
      }
      if (!cleared) {
        return;
      }
      writer.finish(attributes.lastModifiedTime().toInstant().toString());
      eventsAdded += writer.added();
    }
    linesSkipped += skipped;
    filesRead++;
    touchProject(before.session(), mtime(attributes));
    remember(source, file, attributes, before.session(), lines, carry);
  }

  /** What of a session is to be left out. */
  private Cutoff cutoff(long session) throws SQLException {
    if (forgotten.isNothing()) {
      return Cutoff.NONE;
    }
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT p.provider, p.slug, s.session_id
            FROM sessions s JOIN projects p ON p.id = s.project_id WHERE s.id = ?
            """)) {
      select.setLong(1, session);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return forgotten.of(row.getString(1), row.getString(2), row.getString(3));
      }
    }
  }

  private void take(SessionWriter writer, Reading reading, long session, long seq, String text)
      throws SQLException {
    writer.add(seq, text, reading.event());
    LateUsage late = reading.lateUsage();
    if (late != null) {
      writer.add(late);
    }
    String path = reading.projectPath();
    if (path != null && namedSession != session) {
      nameProject(session, path);
      namedSession = session;
    }
  }

  /** The session of a new file: a new one, or one whose file was moved. Null if it has a file. */
  private @Nullable Known adopt(LogSource source, SessionName name, Path file) throws SQLException {
    long session = session(source.provider(), name);
    Known other = known("i.session_fk = ?", session);
    if (other == null) {
      return new Known(file.toString(), session, 0, 0, 0, LogLines.sha256OfNothing(), "{}");
    }
    if (Files.exists(Path.of(other.path()))) {
      return null;
    }
    Sqlite.update(db, "DELETE FROM ingest_log WHERE file_path = ?", other.path());
    return other;
  }

  private @Nullable Known known(String where, Object value) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT l.file_path, i.session_fk, l.mtime, l.size, l.processed_offset,
                   i.prefix_sha256, i.carry_json
            FROM ingest_log l JOIN ingest_state i ON i.file_path = l.file_path
            WHERE\s"""
                + where)) {
      Sqlite.bind(select, value);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new Known(
                row.getString(1),
                row.getLong(2),
                row.getDouble(3),
                row.getLong(4),
                row.getLong(5),
                row.getBytes(6),
                row.getString(7))
            : null;
      }
    }
  }

  private long session(String provider, SessionName name) throws SQLException {
    double now = clock.millis() / 1000.0;
    long project =
        Sqlite.number(
            db,
            """
            INSERT INTO projects (provider, slug, display_name, first_seen, last_modified)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (provider, slug) DO UPDATE SET slug = excluded.slug RETURNING id
            """,
            provider,
            name.slug(),
            name.slug(),
            now,
            now);
    return Sqlite.number(
        db,
        """
        INSERT INTO sessions (project_id, session_id) VALUES (?, ?)
        ON CONFLICT (project_id, session_id) DO UPDATE SET session_id = excluded.session_id
        RETURNING id
        """,
        project,
        name.sessionId());
  }

  /** The first folder that a session of the project names is the project's. */
  private void nameProject(long session, String path) throws SQLException {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    Sqlite.update(
        db,
        """
        UPDATE projects SET path = ?, display_name = ?
        WHERE id = (SELECT project_id FROM sessions WHERE id = ?) AND path IS NULL
        """,
        path,
        name.isEmpty() ? path : name,
        session);
  }

  private void touchProject(long session, double mtimeSeconds) throws SQLException {
    Sqlite.update(
        db,
        """
        UPDATE projects SET last_modified = max(last_modified, ?)
        WHERE id = (SELECT project_id FROM sessions WHERE id = ?)
        """,
        mtimeSeconds,
        session);
  }

  private void remember(
      LogSource source,
      Path file,
      BasicFileAttributes attributes,
      long session,
      LogLines lines,
      ObjectNode carry)
      throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT INTO ingest_log (file_path, provider, mtime, size, processed_offset, last_ingest_ts)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (file_path) DO UPDATE SET
          mtime = excluded.mtime, size = excluded.size,
          processed_offset = excluded.processed_offset, last_ingest_ts = excluded.last_ingest_ts
        """,
        file.toString(),
        source.provider(),
        mtime(attributes),
        attributes.size(),
        lines.offset(),
        clock.millis() / 1000.0);
    Sqlite.update(
        db,
        "INSERT OR REPLACE INTO ingest_state VALUES (?, ?, ?, ?)",
        file.toString(),
        session,
        lines.passedSha256(),
        carry.toString());
  }

  private static double mtime(BasicFileAttributes attributes) {
    return attributes.lastModifiedTime().toMillis() / 1000.0;
  }
}
