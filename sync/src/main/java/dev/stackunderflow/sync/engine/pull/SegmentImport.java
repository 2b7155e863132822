package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.ReplicaWriter;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentReader.SegmentSession;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteException;

/** Lands one segment of a device, after its hash was found in a signed head. */
public final class SegmentImport {

  private SegmentImport() {}

  /**
   * Opens one; makes no request.
   *
   * @throws DeviceRejectedException if no key of the vault opens it
   */
  public static byte[] open(VaultSession vault, String id, byte[] object)
      throws DeviceRejectedException {
    try {
      return vault.keys().openWithKnown(object, SegmentWriter.MAX_BYTES).plaintext();
    } catch (CipherException e) {
      throw DeviceRejectedException.unopened(
          "Its segment " + id + " does not open: " + e.getMessage() + "." + PeerHead.KEPT);
    }
  }

  /**
   * Lands it, inside the caller's transaction.
   *
   * @param landing takes the events
   * @param id the segment's id, for messages
   * @param plaintext the database
   * @param merged resets up to this generation have taken place already
   * @param forgotten what is left out
   * @return how many events it held
   * @throws DeviceRejectedException if it is not what a device of ours writes
   */
  public static long land(
      ReplicaWriter landing, String id, byte[] plaintext, long merged, ForgetRules forgotten)
      throws SQLException, IOException, DeviceRejectedException {
    var landed = new long[1];
    try (SegmentReader reader = SegmentReader.open(plaintext)) {
      Map<Long, Long> rows = new HashMap<>();
      Map<Long, Cutoff> gone = new HashMap<>();
      for (SegmentSession session : reader.sessions()) {
        StoredSession name = session.session();
        Cutoff cutoff = forgotten.of(name.provider(), name.slug(), name.sessionId());
        if (!cutoff.isNone()) {
          gone.put(name.id(), cutoff);
        }
        long row = landing.session(name);
        rows.put(name.id(), row);
        Long reset = session.resetGeneration();
        if (reset != null && reset > merged) {
          landing.reset(row);
        }
      }
      reader.events(
          (session, ord, event, stamp) -> {
            Long row = rows.get(session);
            boolean isForgotten = gone.getOrDefault(session, Cutoff.NONE).covers(event.timestamp());
            if (row != null && !isForgotten) { // of no session: no program of ours writes that
              // The greatest number stands for "not published yet" in the view.
              landing.event(row, ord, event, Math.min(stamp, Long.MAX_VALUE - 1));
              landed[0]++;
            }
          });
      return landed[0];
    } catch (WireException e) {
      throw DeviceRejectedException.of(e);
    } catch (SQLiteException e) {
      if (e.getResultCode().name().startsWith("SQLITE_CONSTRAINT")) {
        // A row that no program of ours writes, such as one without a provider.
        throw DeviceRejectedException.tampered(
            "Its segment " + id + " holds rows that break the format." + PeerHead.KEPT);
      }
      throw e;
    }
  }
}
