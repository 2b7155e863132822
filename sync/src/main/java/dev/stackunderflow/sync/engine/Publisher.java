package dev.stackunderflow.sync.engine;

import dev.stackunderflow.core.Sha256;
import dev.stackunderflow.core.Sqlite;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.wire.v1.Head;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what changed into encrypted segments in the outbox. Each is on the disk, and noted together
 * with its events in one transaction, before the next is begun: a crash loses no work and doubles
 * none.
 */
final class Publisher implements Changes.Sink, AutoCloseable {

  private static final int NOTES_AT_ONCE = 10_000;

  private final OpenVault vault;
  private final Published published;
  private final long committed;
  private final long stamp;
  private final List<Note> notes = new ArrayList<>();
  private final Map<Long, Long> ids = new HashMap<>();
  private @Nullable SegmentWriter segment;

  @FunctionalInterface
  private interface Note {
    void write(Published.Notes to) throws SQLException;
  }

  /**
   * Publishes for the generation after the committed one.
   *
   * @param vault the open vault
   * @param committed the generation of the last committed head
   * @param stamp the stamp of all events of this push
   */
  Publisher(OpenVault vault, long committed, long stamp) {
    this.vault = vault;
    this.published = vault.published();
    this.committed = committed;
    this.stamp = stamp;
  }

  @Override
  public void reset(StoredSession session) throws SQLException, IOException {
    segment().reset(session, committed + 1);
    notes.add(_ -> published.reset(idOf(session), committed + 1));
  }

  @Override
  public void event(StoredSession session, Name name, Event event, byte[] digest)
      throws SQLException, IOException {
    if (segment().isFullFor(event)) {
      finish();
    }
    segment().add(session, name.ord(), event, stamp);
    var row = new Published.Row(event.id(), digest, stamp, committed + 1);
    notes.add(to -> to.put(idOf(session), name, row));
  }

  @Override
  public void relink(StoredSession session, Name name, long id) throws SQLException, IOException {
    notes.add(_ -> published.relink(idOf(session), name, id));
    if (segment == null && notes.size() >= NOTES_AT_ONCE) {
      finish();
    }
  }

  private long idOf(StoredSession session) throws SQLException {
    Long known = ids.get(session.id());
    if (known == null) {
      known = published.session(session.provider(), session.slug(), session.sessionId());
      ids.put(session.id(), known);
    }
    return known;
  }

  private SegmentWriter segment() throws SQLException {
    if (segment == null) {
      segment = new SegmentWriter();
    }
    return segment;
  }

  /** Closes the segment at hand, if there is one, and notes what is in it. */
  void finish() throws SQLException, IOException {
    Head.SegmentRef ref = segment == null ? null : seal(segment);
    Ledger ledger = vault.ledger();
    Sqlite.inTransaction(
        vault.replica().connection(),
        () -> {
          try (Published.Notes to = published.notes()) {
            for (Note note : notes) {
              note.write(to);
            }
          }
          if (ref != null) {
            ledger.segments().add(ref);
            ledger.observeStamp(stamp);
            published.changed();
          }
          return true;
        });
    notes.clear();
    close();
  }

  private Head.SegmentRef seal(SegmentWriter full) throws SQLException, IOException {
    byte[] object;
    try {
      object = Sealed.seal(vault.recipient(), full.bytes());
    } catch (CipherException e) {
      throw new IOException(e.getMessage(), e);
    }
    String id = Ids.segment(committed + 1, vault.setting().random());
    vault.outbox().put(id, object);
    return new Head.SegmentRef(
        id,
        committed,
        committed + 1,
        committed + 1,
        stamp,
        object.length,
        Sha256.hex(object),
        full.events());
  }

  @Override
  public void close() throws SQLException {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
