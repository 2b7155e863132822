package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.engine.vault.SealedObject;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the store lost comes back from this device's own segments, whole or not at all. */
class LostEventRecoveryIT extends TwoMachines {

  private static final int PAGE = 4096;

  /** An SQLite leaf page of a table begins with this byte. */
  private static final byte LEAF = 0x0d;

  @Test
  void unreadableSegmentRestoresNoneOfItsEvents() throws Exception {
    String[] lines = new String[400];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = Lines.user("u" + i, Lines.at(i), "event " + i + " " + "x".repeat(200));
    }
    a.append("-p", "one", lines);
    a.ingest();
    a.push();
    damageLastEventsOfOwnSegment();
    Files.delete(a.home().store());
    Files.delete(a.log("-p", "one"));
    a.ingest();

    PushResult pushed = a.push();

    assertThat(pushed.notices()).hasSize(1);
    assertThat(pushed.notices().getFirst()).contains("segment is not a valid database");
    assertThat(RoundTripIT.rows(a.home().replica(), "SELECT count(*) FROM event"))
        .containsExactly(List.of("0"));
  }

  /** As a failing disk would: the object is what this device wrote, and its end can't be read. */
  private void damageLastEventsOfOwnSegment() throws Exception {
    VaultKey key = VaultKey.parse(a.key());
    String name =
        s3.objects().keySet().stream()
            .filter(n -> n.contains("/segments/"))
            .findFirst()
            .orElseThrow();
    byte[] plaintext = Zstd.decompress(AgeCipher.decrypt(key, s3.object(name), 1L << 24), 1L << 24);
    for (int page = plaintext.length / PAGE - 1; ; page--) {
      if (plaintext[page * PAGE] == LEAF && page < plaintext.length / PAGE - 4) {
        Arrays.fill(plaintext, page * PAGE, (page + 1) * PAGE, (byte) 0);
        break;
      }
    }
    byte[] sealed = SealedObject.seal(key.recipient(), plaintext);
    s3.put(name, sealed);
    try (Connection replica = Sqlite.open(a.home().replica())) {
      Sqlite.update(
          replica,
          "UPDATE own_segment SET bytes = ?, sha256 = ?",
          sealed.length,
          Sha256.hex(sealed));
    }
  }
}
