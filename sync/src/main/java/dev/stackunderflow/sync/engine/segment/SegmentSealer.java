package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.wire.Head;
import java.io.IOException;

/**
 * Seals segments: gives each an id, compresses and encrypts it, and writes it to the outbox. It is
 * on disk when a method returns; the caller then records it in the ledger.
 */
public final class SegmentSealer {

  private final VaultSession vault;

  public SegmentSealer(VaultSession vault) {
    this.vault = vault;
  }

  /**
   * Seals a new segment.
   *
   * @param plaintext the segment database
   * @param events how many events it contains
   * @param from it covers the generations above this one…
   * @param to … up to this one
   * @param born the generation whose head will add it
   * @param stamp the stamp of that push, in ms
   * @throws IOException if it cannot be encrypted or written
   */
  public Head.SegmentRef seal(
      byte[] plaintext, long events, long from, long to, long born, long stamp) throws IOException {
    return store(
        RandomIds.segment(born, vault.context().random()),
        plaintext,
        events,
        from,
        to,
        born,
        stamp);
  }

  /**
   * Seals new content for an existing segment, which keeps its range and its place.
   *
   * @param old the segment
   * @param generation the generation in the new object's id
   * @param plaintext the new segment database
   * @param events how many events it contains
   * @throws IOException if it cannot be encrypted or written
   */
  Head.SegmentRef sealReplacement(
      Head.SegmentRef old, long generation, byte[] plaintext, long events) throws IOException {
    String id = RandomIds.segment(generation, vault.context().random());
    return store(id, plaintext, events, old.from(), old.to(), old.born(), old.stamp());
  }

  private Head.SegmentRef store(
      String id, byte[] plaintext, long events, long from, long to, long born, long stamp)
      throws IOException {
    byte[] object = vault.seal(plaintext);
    vault.outbox().put(id, object);
    return new Head.SegmentRef(
        id, from, to, born, stamp, object.length, Sha256.hex(object), events);
  }
}
