package dev.stackunderflow.sync.wire.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Heads and segments that a device of the vault made to do harm: properly signed, with any content.
 * They are refused as what they are, and nothing else happens.
 */
class HostileObjectsProperties {

  private static final String VAULT = "f45024a1-2fcd-4045-8655-3ea9d7f5b447";
  private static final String DEVICE = "2a9e4818-ad3b-49eb-8d1e-ec45075746de";
  private static final VaultKey KEY = VaultKey.generate();
  private static final Decision DECISION =
      new Decision(
          "0d3bb1d0-3c6f-4f5d-9b61-2f4b5a9c1e77",
          4,
          "laptop",
          new Decision.ForgetSession("claude", "one", Instant.EPOCH));

  private static final SigningKey SIGNING = SigningKey.generate();
  private static final Certificate CERTIFICATE =
      Certificate.issue(KEY, VAULT, DEVICE, SIGNING.verifyKey(), Role.WRITE_ONLY);
  private static final byte[] HEAD = head();
  private static final byte[] SEGMENT = segment();

  private static byte[] head() {
    var head =
        new Head(
            VAULT,
            new Head.Device(DEVICE, VAULT, "label", Role.WRITE_ONLY, "Linux", "1"),
            3,
            "0".repeat(64),
            "2026-11-23T00:00:00Z",
            5,
            List.of(
                new Head.SegmentRef("1-0123456789abcdef", 0, 1, 1, 2, 7, "1".repeat(64), 4),
                new Head.SegmentRef("3-0123456789abcdef", 1, 3, 3, 5, 7, "2".repeat(64), 4)),
            Map.of(VAULT, 9L),
            Map.of(),
            List.of(DECISION),
            Head.Places.NONE);
    return HeadCodec.encode(head, CERTIFICATE, SIGNING);
  }

  private static byte[] segment() {
    try (var writer = new SegmentWriter()) {
      var session = new StoredSession(4, "claude", "-p", "/p", "p", 1, 2, "session", "a", "b", 2);
      writer.reset(session, 2);
      for (int i = 0; i < 40; i++) {
        var event =
            new Event(
                i,
                i,
                "t",
                "user",
                null,
                1,
                2,
                3,
                4,
                "text ".repeat(i),
                "[]",
                "{}",
                0,
                "u" + i,
                null,
                "standard",
                null,
                0,
                0);
        writer.add(session, 0, event, 77);
      }
      return writer.bytes();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = (byte) random.nextInt(256);
        case 2 -> changed[at] = random.nextBoolean() ? (byte) 0 : (byte) 0xff;
        default -> {
          int from = random.nextInt(changed.length);
          int length = Math.min(random.nextInt(64), changed.length - Math.max(at, from));
          System.arraycopy(bytes, from, changed, at, Math.max(0, length));
        }
      }
    }
    return changed;
  }

  private static byte[] signed(byte[] body) {
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

  @Property(tries = 2000)
  void anySignedBodyIsAHeadOrRejected(@ForAll long seed) {
    String text = new String(HEAD, StandardCharsets.UTF_8);
    byte[] body = text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    try {
      Head head = HeadCodec.decode(signed(mutated(body, new Random(seed))), KEY, VAULT, DEVICE);
      assertThat(head.device().id()).isEqualTo(DEVICE);
      assertThat(head.generation()).isPositive();
      assertThat(Instant.parse(head.writtenAt())).isAfter(Instant.EPOCH);
    } catch (WireException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** As a later version of the program may write it. */
  @Example
  void fieldsThatThisVersionDoesNotKnowAreIgnored() throws WireException {
    String text = new String(HEAD, StandardCharsets.UTF_8);
    String body = text.substring(text.indexOf('\n') + 1);
    String later =
        body.replace("{\"vault_id\"", "{\"later\":{\"a\":[1,null]},\"vault_id\"")
            .replace("\"device\":{", "\"device\":{\"home\":\"/data/home/x\",")
            .replace("\"segments\":[{", "\"segments\":[{\"codec\":\"later\",");
    assertThat(later).hasSizeGreaterThan(body.length() + 60);
    byte[] head = signed(later.getBytes(StandardCharsets.UTF_8));
    Head read = HeadCodec.decode(head, KEY, VAULT, DEVICE);
    assertThat(HeadCodec.encode(read, CERTIFICATE, SIGNING)).isEqualTo(HEAD);
  }

  @Property(tries = 2000)
  void anyUnsignedChangeOfAHeadIsRejected(@ForAll long seed) {
    byte[] changed = mutated(HEAD, new Random(seed));
    try {
      Head head = HeadCodec.decode(changed, KEY, VAULT, DEVICE);
      // Base64 and JSON have more than one form for the same; the content is the signed one.
      assertThat(HeadCodec.encode(head, CERTIFICATE, SIGNING)).isEqualTo(HEAD);
    } catch (WireException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Example
  void segmentOfAnyOtherVersionIsRejected() {
    int at = 60; // user_version in the header of a database
    byte[] changed = SEGMENT.clone();
    assertThat(ByteBuffer.wrap(changed).getInt(at)).isEqualTo(SegmentWriter.VERSION);
    for (int version : new int[] {-1, 0, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      ByteBuffer.wrap(changed).putInt(at, version);
      assertThatThrownBy(() -> SegmentReader.open(changed))
          .isInstanceOf(WireException.class)
          .hasMessageContaining("version " + version);
    }
  }

  @Property(tries = 2000)
  void anyBytesAreASegmentOrRejected(@ForAll long seed) throws SQLException, IOException {
    try (SegmentReader reader = SegmentReader.open(mutated(SEGMENT, new Random(seed)))) {
      assertThat(reader.sessions()).isNotNull();
      assertThat(reader.replaced()).isNotNull();
      reader.events((_, _, event, _) -> assertThat(event.role()).isNotNull());
    } catch (WireException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
