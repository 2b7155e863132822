package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.SealedObject;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.OwnSegments;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes out of this device's part of the bucket what the user wants forgotten: each segment that
 * may hold some of it is fetched, written anew without it, and named by the next head in the old
 * one's place; the old ones are deleted after that. Replaced segments that may hold some of it are
 * deleted as they are: the states of the past that need them are no more.
 */
public final class SegmentRedactor {

  private final VaultSession vault;
  private final OwnSegments segments;
  private final Published published;
  private final ForgetRules forgotten;

  public SegmentRedactor(VaultSession vault) throws SQLException {
    this.vault = vault;
    this.segments = vault.ledger().segments();
    this.published = vault.published();
    this.forgotten = new Decisions(vault.replica()).forgotten();
  }

  /** Whether there is anything to do; makes no request. */
  public boolean isNeeded() throws SQLException {
    return segments.isErasureDue();
  }

  /** An event that went, with the published session that it was of. */
  private record Gone(long session, Name name, byte[] digest) {}

  /** A segment without what is to be forgotten. */
  private record Cleaned(byte[] plaintext, long events, List<Gone> gone) {}

  /**
   * Puts the new segments into the outbox; goes on where an earlier call stopped.
   *
   * @param sender sends what waits in the outbox, so that it does not grow with the vault
   * @throws SyncException.Tampered if the bucket lacks a segment
   */
  public void run(SegmentReencryptor.Sender sender, Progress progress)
      throws SyncException, BucketException, SQLException, IOException {
    for (Head.SegmentRef segment : segments.uncommittedToErase()) {
      replaceUncommitted(segment, clean(segment));
    }
    List<Head.SegmentRef> live = segments.liveToErase();
    long total = live.stream().mapToLong(Head.SegmentRef::bytes).sum();
    long done = 0;
    for (Head.SegmentRef segment : live) {
      progress.at("forgetting", done, total);
      replaceLive(segment, clean(segment));
      sender.send();
      done += segment.bytes();
    }
    for (Head.SegmentRef segment : segments.deadToErase()) {
      segments.prune(segment.id());
    }
  }

  private void replaceUncommitted(Head.SegmentRef segment, Cleaned cleaned)
      throws SQLException, IOException {
    if (cleaned.gone().isEmpty()) {
      segments.needsNoErasure(segment.id());
      return;
    }
    String id = RandomIds.segment(segment.born(), vault.setting().random());
    byte[] sealed = seal(cleaned.plaintext());
    vault.outbox().put(id, sealed);
    inTransaction(
        cleaned,
        () -> {
          segments.replaceUncommitted(
              segment.id(), id, sealed.length, Sha256.hex(sealed), cleaned.events());
          segments.needsNoErasure(id);
        });
    vault.outbox().remove(segment.id());
  }

  private void replaceLive(Head.SegmentRef segment, Cleaned cleaned)
      throws SQLException, IOException {
    if (cleaned.gone().isEmpty()) {
      segments.needsNoErasure(segment.id());
      return;
    }
    long generation = vault.ledger().ownHead().generation() + 1;
    String id = RandomIds.segment(generation, vault.setting().random());
    byte[] sealed = seal(cleaned.plaintext());
    vault.outbox().put(id, sealed);
    inTransaction(
        cleaned,
        () ->
            segments.reseal(
                segment.id(),
                new OwnSegments.Reseal(
                    id,
                    sealed.length,
                    Sha256.hex(sealed),
                    cleaned.events(),
                    vault.device().keyFingerprint(),
                    true)));
  }

  @FunctionalInterface
  private interface Noting {
    void run() throws SQLException;
  }

  private void inTransaction(Cleaned cleaned, Noting noting) throws SQLException, IOException {
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          for (Gone gone : cleaned.gone()) {
            published.remove(gone.session(), gone.name(), gone.digest());
          }
          noting.run();
        });
  }

  private Cleaned clean(Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    byte[] plaintext = new OwnObjects(vault).open(segment).plaintext();
    try (SegmentReader reader = SegmentReader.open(plaintext);
        var writer = new SegmentWriter()) {
      for (Head.SegmentRef replaced : reader.replaced()) {
        writer.replaces(replaced);
      }
      Map<Long, StoredSession> sessions = new HashMap<>();
      Map<Long, Cutoff> cutoffs = new HashMap<>();
      for (SegmentReader.SegmentSession one : reader.sessions()) {
        StoredSession session = one.session();
        sessions.put(session.id(), session);
        cutoffs.put(
            session.id(), forgotten.of(session.provider(), session.slug(), session.sessionId()));
        Long reset = one.resetGeneration();
        if (reset != null) {
          writer.reset(session, reset);
        }
      }
      List<Gone> gone = new ArrayList<>();
      reader.events(
          (id, ord, event, stamp) -> {
            StoredSession session = Objects.requireNonNull(sessions.get(id));
            if (cutoffs.getOrDefault(id, Cutoff.NONE).covers(event.timestamp())) {
              gone.add(
                  new Gone(
                      published.find(session.provider(), session.slug(), session.sessionId()),
                      new Name(event.seq(), ord),
                      event.rowDigest()));
            } else {
              writer.add(session, ord, event, stamp);
            }
          });
      return new Cleaned(writer.bytes(), writer.events(), gone);
    } catch (WireException e) {
      throw new SyncException.Tampered(String.valueOf(e.getMessage()));
    }
  }

  private byte[] seal(byte[] plaintext) throws IOException {
    try {
      return SealedObject.seal(vault.recipient(), plaintext);
    } catch (CipherException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
