package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.ReplicaWriter;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.core.thread.BackgroundReader;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentReader.PublishedEvent;
import dev.stackunderflow.sync.wire.v1.SegmentReader.SegmentSession;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteException;

/** Imports one segment of a device, after its hash was found in a signed head. */
public final class SegmentImport {

  private SegmentImport() {}

  /**
   * Opens a segment; makes no request.
   *
   * @throws DeviceRejectedException if no key of the vault opens it
   */
  public static byte[] open(VaultSession vault, String id, byte[] object)
      throws DeviceRejectedException {
    try {
      return vault.keys().openWithKnown(object, SegmentWriter.MAX_BYTES).plaintext();
    } catch (CipherException e) {
      throw DeviceRejectedException.unopened(
          "Its segment "
              + id
              + " does not open: "
              + e.getMessage()
              + "."
              + DeviceRejectedException.INTACT);
    }
  }

  /**
   * Imports a segment, inside the caller's transaction.
   *
   * @param writer receives the events
   * @param segment the segment, as the head lists it
   * @param plaintext the segment database
   * @param merged resets up to this generation are in the replica already
   * @param forgotten events to leave out
   * @return how many events were imported
   * @throws DeviceRejectedException if it is not a segment that this program writes
   */
  public static long run(
      ReplicaWriter writer,
      Head.SegmentRef segment,
      byte[] plaintext,
      long merged,
      ForgetRules forgotten)
      throws SQLException, IOException, DeviceRejectedException {
    var imported = new long[1];
    var isAnyStampWrong = new boolean[1];
    try (SegmentReader reader = SegmentReader.open(plaintext)) {
      Map<Long, Long> rows = new HashMap<>();
      Map<Long, Cutoff> deleted = new HashMap<>();
      for (SegmentSession session : reader.sessions()) {
        StoredSession name = session.session();
        Cutoff cutoff = forgotten.of(name.provider(), name.slug(), name.sessionId());
        if (!cutoff.isNone()) {
          deleted.put(name.id(), cutoff);
        }
        long row = writer.session(name);
        rows.put(name.id(), row);
        Long reset = session.resetGeneration();
        if (reset != null && reset > merged) {
          writer.reset(row);
        }
      }
      BackgroundReader.<PublishedEvent, WireException>each(
          reader::read,
          published -> published.event().sizeBytes(),
          published -> {
            long stamp = published.stamp();
            if (stamp < 1 || stamp > segment.stamp()) {
              // A stamp decides which device wrote an event first, or last.
              isAnyStampWrong[0] = true;
            }
            Event event = published.event();
            Long row = rows.get(published.session());
            boolean isForgotten =
                deleted.getOrDefault(published.session(), Cutoff.NONE).covers(event.timestamp());
            if (row != null
                && !isForgotten) { // without a session: no version of this program writes that
              writer.event(row, published.ord(), event, stamp);
              imported[0]++;
            }
          });
      if (isAnyStampWrong[0]) {
        throw brokenFormat(segment);
      }
      return imported[0];
    } catch (WireException e) {
      throw DeviceRejectedException.of(e);
    } catch (SQLiteException e) {
      if (e.getResultCode().name().startsWith("SQLITE_CONSTRAINT")) {
        // A row that no version of this program writes, for example one without a provider.
        throw brokenFormat(segment);
      }
      throw e;
    }
  }

  private static DeviceRejectedException brokenFormat(Head.SegmentRef segment) {
    return DeviceRejectedException.tampered(
        "Its segment "
            + segment.id()
            + " contains rows that break the format."
            + DeviceRejectedException.INTACT);
  }
}
