package dev.stackunderflow.sync.testing;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A head that a thief of a vault key writes in a device's name. */
public final class ForgedHead {

  /** The label and the generation of forged heads. */
  public static final String LABEL = "thief";

  public static final long GENERATION = 99_999;

  private ForgedHead() {}

  /**
   * A head object without segments that has every device forget a project.
   *
   * @param stolen the vault key that the thief has
   * @param signing the device's own signing key, if the thief has that too, or another one
   * @param slug the project
   */
  public static byte[] of(
      VaultKey stolen, String vaultId, String device, SigningKey signing, String slug)
      throws Exception {
    var forget = new Decision.ForgetProject("claude", slug, Instant.parse("2027-01-01T00:00:00Z"));
    return of(
        stolen,
        signing,
        new Head(
            vaultId,
            new Head.Device(device, device, LABEL, Role.FULL, "x", "x"),
            GENERATION,
            null,
            "2026-11-23T00:00:00Z",
            Instant.parse("2027-01-01T00:00:00Z").toEpochMilli(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(
                new Decision(
                    "11111111-2222-4333-8444-555555555555", 1_800_000_000_000L, LABEL, forget)),
            Head.Places.NONE));
  }

  /** The object of a head that a key certifies, signs and opens. */
  public static byte[] of(VaultKey key, SigningKey signing, Head head) throws Exception {
    var certificate =
        Certificate.issue(
            key, head.vaultId(), head.device().id(), signing.verifyKey(), head.device().role());
    return AgeCipher.encrypt(
        key.recipient(), Zstd.compress(HeadCodec.encode(head, certificate, signing), 3));
  }
}
