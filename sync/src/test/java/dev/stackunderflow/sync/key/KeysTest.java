package dev.stackunderflow.sync.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

  // The identity of the age test vectors (C2SP/CCTV, age/testdata/x25519) and what age-keygen -y
  // says of it; the MACs were computed with Python's hmac and an HKDF after RFC 5869.
  private static final String SECRET =
      "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
  private static final String RECIPIENT =
      "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef";
  private static final String VAULT = "f45024a1-2fcd-4045-8655-3ea9d7f5b447";
  private static final String DEVICE = "2a9e4818-ad3b-49eb-8d1e-ec45075746de";

  @Test
  void recipientAndFingerprintMatchTheIdentity() throws Exception {
    VaultKey key = VaultKey.parse("  " + SECRET + "\n");
    assertThat(key.recipient().value()).isEqualTo(RECIPIENT);
    assertThat(key.fingerprint().value())
        .isEqualTo("SHA256:npz1KxnapUmyj5dN0n/cevQFsZTWSnSpWX550dOH2gU=");
    assertThat(key.toString()).doesNotContain("SECRET");
    assertThat(key.recipient().toString()).doesNotContain("age1");
  }

  @Test
  void destroyedKeyCannotBeUsed() throws Exception {
    VaultKey key = VaultKey.parse(SECRET);
    key.destroy();
    assertThat(key.isDestroyed()).isTrue();
    assertThatThrownBy(key::secret).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(key::stanzaReader).isInstanceOf(IllegalStateException.class);
    assertThat(key.recipient().value()).as("no secret").isEqualTo(RECIPIENT);
  }

  @Test
  void macsMatchTheSpecification() throws Exception {
    VaultKey key = VaultKey.parse(SECRET);
    assertThat(Certificate.issue(key, VAULT, DEVICE, "verify", Role.FULL).mac())
        .isEqualTo("Hdf11cTaGZGSZtMC7BTHaSA0ld5bk26Wt3g7Ec3wZf8=");
    assertThat(VaultSeal.seal(key, VAULT, VAULT, "SHA256:x", "2026-11-23T00:00:00Z"))
        .isEqualTo("86Hh8245eeTld40mE9xd7fHVY52h3L9BA550jKNjIEY=");
  }

  @Test
  void certificateCoversAllItsFieldsAndOneKey() {
    VaultKey key = VaultKey.generate();
    Certificate c = Certificate.issue(key, VAULT, DEVICE, "verify", Role.WRITE_ONLY);
    assertThat(c.isIssuedBy(key)).isTrue();
    assertThat(c.isIssuedBy(VaultKey.generate())).isFalse();
    assertThat(new Certificate(VAULT, DEVICE, "verify", Role.FULL, c.mac()).isIssuedBy(key))
        .isFalse();
    assertThat(new Certificate(VAULT, VAULT, "verify", Role.WRITE_ONLY, c.mac()).isIssuedBy(key))
        .isFalse();
    assertThat(new Certificate(DEVICE, DEVICE, "verify", Role.WRITE_ONLY, c.mac()).isIssuedBy(key))
        .isFalse();
    assertThat(new Certificate(VAULT, DEVICE, "other", Role.WRITE_ONLY, c.mac()).isIssuedBy(key))
        .isFalse();
  }

  @Test
  void onlyTheSignedMessageVerifies() {
    SigningKey key = SigningKey.generate();
    byte[] message = "head".getBytes(StandardCharsets.UTF_8);
    byte[] signature = SigningKey.decode(key.encoded(), key.verifyKey()).sign(message);
    VerifyKey verify = VerifyKey.parse(key.verifyKey());
    assertThat(verify.verify(message, signature)).isTrue();
    assertThat(verify.verify("heat".getBytes(StandardCharsets.UTF_8), signature)).isFalse();
    assertThat(verify.verify(message, new byte[3])).isFalse();
    assertThat(VerifyKey.parse(SigningKey.generate().verifyKey()).verify(message, signature))
        .isFalse();
    assertThat(key.toString()).doesNotContain(key.encoded());
  }

  @Test
  void malformedKeyIsRejectedWithoutQuotingIt() {
    assertThatThrownBy(() -> VaultKey.parse("my password 1234"))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageNotContaining("1234");
    assertThatThrownBy(() -> VaultKey.parse(SECRET.replace("EGTZ", "EGTX")))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining("damaged")
        .hasMessageNotContaining("EGTX")
        .hasNoCause();
    assertThatThrownBy(() -> VaultKey.parse(RECIPIENT))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining("public half");
  }

  @Test
  void keyFileReadableByOthersIsRejected(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("key.txt");
    Files.writeString(file, "# created: 2026\n# public key: age1…\n" + SECRET + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    KeySource source = KeySource.parse("file:" + file);
    assertThatThrownBy(() -> source.load(Map.of()))
        .isInstanceOf(KeyUnavailableException.class)
        .hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(source.load(Map.of()).getFirst().secret()).isEqualTo(SECRET);
    Files.writeString(file, SECRET + "\n" + SECRET + "\n");
    assertThat(source.load(Map.of())).hasSize(2);
    Files.writeString(file, "hunter2 hunter2\n");
    assertThatThrownBy(() -> source.load(Map.of()))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining("key.txt")
        .hasMessageNotContaining("hunter2");
    assertThat(KeySource.parse("file:" + folder.resolve("none")).load(Map.of())).isEmpty();
  }
}
