package dev.stackunderflow.bench.fuzz;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A reader of bucket objects, with a valid object to start from. For any bytes it must return a
 * value or throw its documented exception; anything else is a finding.
 */
enum Reader {
  /** A head's plaintext: its signature check stops nearly every input. */
  HEAD {
    @Override
    byte[] example() {
      return Sample.HEAD;
    }

    @Override
    void read(byte[] bytes) throws WireException {
      HeadCodec.decode(bytes, Sample.KEY, Sample.VAULT, Sample.DEVICE);
    }
  },

  /** A head's body, signed for each input: what a hostile device of the vault can write. */
  BODY {
    @Override
    byte[] example() {
      String text = new String(Sample.HEAD, StandardCharsets.UTF_8);
      return text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void read(byte[] bytes) throws WireException {
      HeadCodec.decode(Sample.signed(bytes), Sample.KEY, Sample.VAULT, Sample.DEVICE);
    }
  },

  /** The vault object. */
  VAULT {
    @Override
    byte[] example() {
      var retired =
          new VaultObject.RetiredKey(
              Sample.KEY.fingerprint().value(),
              "2026-11-23T00:00:00Z",
              "AAAA",
              "AAAA",
              List.of(Sample.DEVICE));
      return VaultCodec.encode(
          VaultObject.sealed(Sample.KEY, Sample.VAULT, "2026-11-23T00:00:00Z", List.of(retired)));
    }

    @Override
    void read(byte[] bytes) throws WireException {
      VaultCodec.decode(bytes).isSealedBy(Sample.KEY);
    }
  },

  /** A segment's database file. */
  SEGMENT {
    @Override
    byte[] example() {
      return Sample.SEGMENT;
    }

    @Override
    void read(byte[] bytes) throws WireException, SQLException, IOException {
      try (SegmentReader reader = SegmentReader.open(bytes)) {
        reader.sessions();
        reader.replaced();
        reader.events((_, _, event, _) -> event.contentDigest());
      }
    }
  },

  /** A compressed object. */
  COMPRESSED {
    @Override
    byte[] example() {
      return Zstd.compress(Sample.HEAD, 3);
    }

    @Override
    void read(byte[] bytes) throws CipherException {
      Zstd.decompress(bytes, 1 << 20);
    }
  },

  /** An encrypted object. */
  ENCRYPTED {
    @Override
    byte[] example() throws CipherException {
      return AgeCipher.encrypt(Sample.KEY.recipient(), Zstd.compress(Sample.HEAD, 3));
    }

    @Override
    void read(byte[] bytes) throws CipherException {
      AgeCipher.decrypt(Sample.KEY, bytes, 1 << 20);
    }
  };

  /** A valid object. */
  abstract byte[] example() throws CipherException;

  /** Reads it. */
  abstract void read(byte[] bytes) throws WireException, CipherException, SQLException, IOException;

  /** What the readers know: one vault, one device. */
  private static final class Sample {
    static final String VAULT = "f45024a1-2fcd-4045-8655-3ea9d7f5b447";
    static final String DEVICE = "2a9e4818-ad3b-49eb-8d1e-ec45075746de";
    static final VaultKey KEY = VaultKey.generate();
    static final Decision DECISION =
        new Decision(
            "0d3bb1d0-3c6f-4f5d-9b61-2f4b5a9c1e77",
            4,
            "laptop",
            new Decision.ForgetSession("claude", "one", Instant.EPOCH));

    static final SigningKey SIGNING = SigningKey.generate();
    static final Certificate CERTIFICATE =
        Certificate.issue(KEY, VAULT, DEVICE, SIGNING.verifyKey(), Role.WRITE_ONLY);
    static final byte[] HEAD = head();
    static final byte[] SEGMENT = segment();

    static byte[] head() {
      var device = new Head.Device(DEVICE, VAULT, "label", Role.WRITE_ONLY, "Linux", "1");
      var one = new Head.SegmentRef("1-0123456789abcdef", 0, 1, 1, 2, 7, "1".repeat(64), 4);
      var more = new Head.SegmentRef("3-0123456789abcdef", 1, 3, 3, 5, 7, "2".repeat(64), 4);
      var head =
          new Head(
              VAULT,
              device,
              3,
              "0".repeat(64),
              "2026-11-23T00:00:00Z",
              5,
              List.of(one, more),
              Map.of(VAULT, 9L),
              Map.of(VAULT, 2L),
              List.of(DECISION),
              Head.Places.NONE);
      return HeadCodec.encode(head, CERTIFICATE, SIGNING);
    }

    static byte[] signed(byte[] body) {
      var message = new ByteArrayOutputStream();
      message.writeBytes((Head.SIGNATURE_LABEL + "\n").getBytes(StandardCharsets.UTF_8));
      message.writeBytes(body);
      String line = new String(HEAD, StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
      String signature = Base64.getEncoder().encodeToString(SIGNING.sign(message.toByteArray()));
      var head = new ByteArrayOutputStream();
      head.writeBytes(
          line.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"" + signature + "\"")
              .getBytes(StandardCharsets.UTF_8));
      head.write('\n');
      head.writeBytes(body);
      return head.toByteArray();
    }

    static byte[] segment() {
      try (var writer = new SegmentWriter()) {
        var session = new StoredSession(4, "claude", "-p", "/p", "p", 1, 2, "s", "a", "b", 2);
        writer.reset(session, 2);
        for (int i = 0; i < 9; i++) {
          String text = "text ".repeat(i);
          writer.add(
              session,
              0,
              new Event(
                  i, i, "t", "user", null, 1, 2, 3, 4, text, "[]", "{}", 0, "u" + i, null, "x",
                  null, 0, 0),
              77);
        }
        return writer.bytes();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
