package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Replacement;
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
 * Removes from this device's segments the events that the user wants deleted. Each live segment
 * that may contain such events is fetched and rewritten without them; the next head names the new
 * object, and the old one is deleted afterwards. Compacted segments that may contain such events
 * are deleted as they are, so earlier states that need them can no longer be restored.
 */
public final class SegmentRedactor {

  private final VaultSession vault;
  private final Ledger ledger;
  private final Published published;
  private final ForgetRules forgotten;
  private final SegmentSealer sealer;
  private final OwnSegmentReader reader;

  public SegmentRedactor(VaultSession vault) throws SQLException {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.published = vault.published();
    this.forgotten = new Decisions(vault.replica()).forgotten();
    this.sealer = new SegmentSealer(vault);
    this.reader = new OwnSegmentReader(vault);
  }

  /** Whether there is anything to do; makes no request. */
  public boolean isNeeded() throws SQLException {
    return ledger.redactions().isDue();
  }

  /** An event that was left out, with the id of its published session. */
  private record Deleted(long session, Name name, byte[] digest, byte[] earlierDigest) {}

  /** A segment's content without the events to delete. */
  private record Redacted(byte[] plaintext, long events, List<Deleted> deleted) {}

  /**
   * Puts the rewritten segments into the outbox. After an interruption the same call continues.
   *
   * @param sender called after each segment
   * @throws SyncException.Tampered if the bucket lacks a segment
   */
  public void run(OutboxSender sender, Progress progress)
      throws SyncException, BucketException, SQLException, IOException {
    for (Head.SegmentRef segment : ledger.redactions().uncommitted()) {
      replaceUncommitted(segment, redact(segment));
    }
    List<Head.SegmentRef> live = ledger.redactions().live();
    long total = live.stream().mapToLong(Head.SegmentRef::bytes).sum();
    long done = 0;
    for (Head.SegmentRef segment : live) {
      progress.at("deleting", done, total);
      replaceLive(segment, redact(segment));
      sender.send();
      done += segment.bytes();
    }
    for (Head.SegmentRef segment : ledger.redactions().compacted()) {
      ledger.garbage().prune(segment.id());
    }
  }

  private void replaceUncommitted(Head.SegmentRef segment, Redacted redacted)
      throws SQLException, IOException {
    if (redacted.deleted().isEmpty()) {
      ledger.redactions().unmark(segment.id());
      return;
    }
    Head.SegmentRef sealed =
        sealer.sealReplacement(segment, segment.born(), redacted.plaintext(), redacted.events());
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          unpublish(redacted.deleted());
          ledger.segments().replaceUncommitted(segment.id(), sealed);
          ledger.redactions().unmark(sealed.id());
        });
  }

  private void replaceLive(Head.SegmentRef segment, Redacted redacted)
      throws SQLException, IOException {
    if (redacted.deleted().isEmpty()) {
      ledger.redactions().unmark(segment.id());
      return;
    }
    long generation = ledger.ownHead().current().generation() + 1;
    Head.SegmentRef sealed =
        sealer.sealReplacement(segment, generation, redacted.plaintext(), redacted.events());
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          unpublish(redacted.deleted());
          ledger
              .replacements()
              .add(segment.id(), new Replacement(sealed, vault.device().keyFingerprint(), true));
        });
  }

  private void unpublish(List<Deleted> deleted) throws SQLException {
    for (Deleted event : deleted) {
      published.remove(event.session(), event.name(), event.digest());
      published.remove(event.session(), event.name(), event.earlierDigest());
    }
  }

  private Redacted redact(Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    byte[] plaintext = reader.open(segment).plaintext();
    try (SegmentReader old = SegmentReader.open(plaintext);
        var writer = new SegmentWriter()) {
      for (Head.SegmentRef replaced : old.replaced()) {
        writer.replaces(replaced);
      }
      Map<Long, StoredSession> sessions = new HashMap<>();
      Map<Long, Cutoff> cutoffs = new HashMap<>();
      for (SegmentReader.SegmentSession one : old.sessions()) {
        StoredSession session = one.session();
        sessions.put(session.id(), session);
        cutoffs.put(
            session.id(), forgotten.of(session.provider(), session.slug(), session.sessionId()));
        Long reset = one.resetGeneration();
        if (reset != null) {
          writer.reset(session, reset);
        }
      }
      List<Deleted> deleted = new ArrayList<>();
      old.events(
          (id, ord, event, stamp) -> {
            StoredSession session = Objects.requireNonNull(sessions.get(id));
            if (cutoffs.getOrDefault(id, Cutoff.NONE).covers(event.timestamp())) {
              deleted.add(
                  new Deleted(
                      published.find(session.provider(), session.slug(), session.sessionId()),
                      new Name(event.seq(), ord),
                      event.rowDigest(),
                      event.earlierRowDigest()));
            } else {
              writer.add(session, ord, event, stamp);
            }
          });
      return new Redacted(writer.bytes(), writer.events(), deleted);
    } catch (WireException e) {
      throw new SyncException.Tampered(String.valueOf(e.getMessage()));
    }
  }
}
