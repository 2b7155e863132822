package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.replica.Replica;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What sync remembers of heads and segments. Its tables are in the replica's file, so that they
 * change in one transaction with what was published and imported.
 */
public final class Ledger {

  private final OwnHeadStore ownHead;
  private final PeerStore peers;
  private final ClaimStore claims;
  private final RefusedHeadStore refusedHeads;
  private final RevocationStore revocations;
  private final RetryState retries;
  private final RequestLog requests;
  private final SegmentStore segments;
  private final ReplacementStore replacements;
  private final RedactionStore redactions;
  private final GarbageStore garbage;

  /** The ledger of an open replica; it lives as long as that is open. */
  public Ledger(Replica replica) {
    Connection db = replica.connection();
    this.ownHead = new OwnHeadStore(db);
    this.peers = new PeerStore(db);
    this.claims = new ClaimStore(db);
    this.refusedHeads = new RefusedHeadStore(db);
    this.revocations = new RevocationStore(db);
    this.retries = new RetryState(db);
    this.requests = new RequestLog(db);
    this.segments = new SegmentStore(db);
    this.replacements = new ReplacementStore(db);
    this.redactions = new RedactionStore(db);
    this.garbage = new GarbageStore(db);
  }

  /** This device's own head. */
  public OwnHeadStore ownHead() {
    return ownHead;
  }

  /** The other devices' heads. */
  public PeerStore peers() {
    return peers;
  }

  /** What the other devices claim to have merged. */
  public ClaimStore claims() {
    return claims;
  }

  /** Heads in the bucket that failed their checks. */
  public RefusedHeadStore refusedHeads() {
    return refusedHeads;
  }

  /** The revoked devices. */
  public RevocationStore revocations() {
    return revocations;
  }

  /** The failed pushes in a row. */
  public RetryState retries() {
    return retries;
  }

  /** The requests made to the bucket. */
  public RequestLog requests() {
    return requests;
  }

  /** This device's segments. */
  public SegmentStore segments() {
    return segments;
  }

  /** New objects for this device's segments. */
  public ReplacementStore replacements() {
    return replacements;
  }

  /** Segments that may contain events to delete. */
  public RedactionStore redactions() {
    return redactions;
  }

  /** Objects of this device that are not live. */
  public GarbageStore garbage() {
    return garbage;
  }

  /** Records that the pending head is in the bucket. The caller holds the transaction. */
  public void commit(PendingHead head, String etag) throws SQLException {
    segments.commit(head);
    replacements.commit();
    ownHead.commit(head, etag);
    revocations.markAllPublished();
  }

  /** Removes this device's head and segments: it continues under a new id. */
  public void resetOwn() throws SQLException {
    segments.clear();
    replacements.clear();
    garbage.clear();
    ownHead.reset();
  }

  /** Removes everything known of other devices: this one continues in another vault. */
  public void resetOthers() throws SQLException {
    peers.clear();
    claims.clear();
    refusedHeads.clear();
    revocations.clear();
    retries.clear();
  }
}
