package dev.stackunderflow.sync.wire.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.DecisionJson;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VerifyKey;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes a head's plaintext, and reads one only after certificate and signature have held. */
public final class HeadCodec {

  private static final int MAX_LABEL = 200;
  private static final int MAX_DECISION = 20_000;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private HeadCodec() {}

  /**
   * Writes a head.
   *
   * @param head the manifest
   * @param certificate the device's certificate
   * @param key the device's signing key
   * @return the plaintext: certificate and signature line, body
   */
  public static byte[] encode(Head head, Certificate certificate, SigningKey key) {
    byte[] body = body(head);
    ObjectNode line = Fields.newObject();
    line.put("format", Head.FORMAT);
    line.put("version", Head.VERSION);
    ObjectNode cert = line.putObject("certificate");
    cert.put("vault_id", certificate.vaultId());
    cert.put("device_id", certificate.deviceId());
    cert.put("verify_key", certificate.verifyKey());
    cert.put("role", certificate.role().wireName());
    cert.put("mac", certificate.mac());
    line.put("signature", Base64.getEncoder().encodeToString(key.sign(signed(body))));
    var out = new ByteArrayOutputStream();
    out.writeBytes(Fields.bytes(line));
    out.write('\n');
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] signed(byte[] body) {
    var out = new ByteArrayOutputStream(body.length + 64);
    out.writeBytes((Head.SIGNATURE_LABEL + "\n").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] body(Head head) {
    ObjectNode json = Fields.newObject();
    json.put("vault_id", head.vaultId());
    ObjectNode device = json.putObject("device");
    device.put("id", head.device().id());
    device.put("incarnation", head.device().incarnation());
    device.put("label", head.device().label());
    device.put("role", head.device().role().wireName());
    device.put("os", head.device().os());
    device.put("program", head.device().program());
    json.put("generation", head.generation());
    json.put("previous", head.previous());
    json.put("written_at", head.writtenAt());
    json.put("stamp", head.stamp());
    ArrayNode segments = json.putArray("segments");
    for (Head.SegmentRef segment : head.segments()) {
      write(segment, segments.addObject());
    }
    ObjectNode merged = json.putObject("merged");
    head.merged().forEach(merged::put);
    ObjectNode revoked = json.putObject("revoked");
    head.revoked().forEach(revoked::put);
    ArrayNode decisions = json.putArray("decisions");
    for (Decision decision : head.decisions()) {
      decisions
          .addObject()
          .put("id", decision.id())
          .put("stamp", decision.stamp())
          .put("device", decision.device())
          .put("what", DecisionJson.write(decision.what()));
    }
    PlacesCodec.write(head.places(), json);
    return Fields.bytes(json);
  }

  private static void write(Head.SegmentRef segment, ObjectNode one) {
    one.put("id", segment.id());
    one.put("from", segment.from());
    one.put("to", segment.to());
    one.put("born", segment.born());
    one.put("stamp", segment.stamp());
    one.put("bytes", segment.bytes());
    one.put("sha256", segment.sha256());
    one.put("events", segment.events());
  }

  /**
   * Reads and checks a head.
   *
   * @param plaintext the decrypted and decompressed object
   * @param key the vault's key
   * @param vaultId the vault that it must belong to
   * @param deviceId the device whose name the object bears
   * @return the manifest
   * @throws WireException if it is not a head of that device in that vault, or a newer program
   *     wrote it
   */
  public static Head decode(byte[] plaintext, VaultKey key, String vaultId, String deviceId)
      throws WireException {
    return decodeSigned(plaintext, key, vaultId, deviceId).head();
  }

  /**
   * A head with the key that signed it.
   *
   * @param head the manifest
   * @param verifyKey the device's verify key, as its certificate names it
   */
  public record Signed(Head head, String verifyKey) {}

  /** Reads and checks a head as {@link #decode} does. */
  public static Signed decodeSigned(byte[] plaintext, VaultKey key, String vaultId, String deviceId)
      throws WireException {
    int end = indexOfLineBreak(plaintext);
    Fields line = Fields.parse("The head", Arrays.copyOf(plaintext, end));
    line.require(Head.FORMAT, Head.VERSION);
    byte[] body = Arrays.copyOfRange(plaintext, end + 1, plaintext.length);

    Certificate certificate = certificate(line.object("certificate"));
    if (!certificate.vaultId().equals(vaultId)) {
      throw WireException.invalid("The head belongs to another vault");
    }
    if (!certificate.deviceId().equals(deviceId)) {
      throw WireException.invalid("The head belongs to another device");
    }
    if (!certificate.isIssuedBy(key)) {
      throw WireException.invalid("The head's certificate was not issued with this vault's key");
    }
    if (!signatureHolds(line, certificate, body)) {
      throw WireException.invalid("The head's signature is not valid");
    }
    Head head = head(Fields.parse("The head", body));
    if (!head.vaultId().equals(vaultId)
        || !head.device().id().equals(deviceId)
        || head.device().role() != certificate.role()) {
      throw WireException.invalid("The head disagrees with its certificate");
    }
    return new Signed(head, certificate.verifyKey());
  }

  private static int indexOfLineBreak(byte[] plaintext) throws WireException {
    for (int i = 0; i < Math.min(plaintext.length, 4096); i++) {
      if (plaintext[i] == '\n') {
        return i;
      }
    }
    throw WireException.invalid("The head has no certificate line");
  }

  private static Certificate certificate(Fields fields) throws WireException {
    try {
      return new Certificate(
          fields.matching("vault_id", Layout::isUuid),
          fields.matching("device_id", Layout::isUuid),
          fields.text("verify_key", 200),
          Role.fromWireName(fields.text("role", 20)),
          fields.text("mac", 100));
    } catch (IllegalArgumentException e) {
      throw WireException.invalid("The head's certificate is malformed");
    }
  }

  private static boolean signatureHolds(Fields line, Certificate certificate, byte[] body)
      throws WireException {
    try {
      byte[] signature = Base64.getDecoder().decode(line.text("signature", 200));
      return VerifyKey.parse(certificate.verifyKey()).verify(signed(body), signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Head head(Fields body) throws WireException {
    Fields device = body.object("device");
    List<Head.SegmentRef> segments = new ArrayList<>();
    long generation = body.number("generation");
    if (generation < 1) {
      throw WireException.invalid("head: missing or invalid generation");
    }
    long stamp = body.number("stamp");
    // The greatest number stands for "not published yet" in the view.
    if (stamp < 1 || stamp == Long.MAX_VALUE) {
      throw WireException.invalid("head: missing or invalid stamp");
    }
    for (Fields segment : body.array("segments")) {
      segments.add(segment(segment, generation));
      if (segments.getLast().stamp() > stamp) {
        throw WireException.invalid("The head lists a segment of a later push");
      }
    }
    return new Head(
        body.matching("vault_id", Layout::isUuid),
        new Head.Device(
            device.matching("id", Layout::isUuid),
            device.matching("incarnation", Layout::isUuid),
            printable(device.text("label", MAX_LABEL)),
            role(device),
            printable(device.text("os", MAX_LABEL)),
            printable(device.text("program", MAX_LABEL))),
        generation,
        body.matchingOrNull("previous", text -> SHA256.matcher(text).matches()),
        body.matching("written_at", HeadCodec::isInstant),
        stamp,
        segments,
        generations(body, "merged"),
        body.has("revoked") ? generations(body, "revoked") : Map.of(),
        body.has("decisions") ? decisions(body) : List.of(),
        PlacesCodec.read(body));
  }

  private static Role role(Fields device) throws WireException {
    try {
      return Role.fromWireName(device.text("role", 20));
    } catch (IllegalArgumentException e) {
      throw WireException.invalid("The head disagrees with its certificate");
    }
  }

  /** Decisions of a kind that only a newer program knows are left out. */
  private static List<Decision> decisions(Fields body) throws WireException {
    List<Decision> decisions = new ArrayList<>();
    for (Fields one : body.array("decisions")) {
      String id = one.matching("id", Layout::isUuid);
      long stamp = one.number("stamp");
      String device = printable(one.text("device", MAX_LABEL));
      DecisionJson.read(one.text("what", MAX_DECISION))
          .ifPresent(what -> decisions.add(new Decision(id, stamp, device, what)));
    }
    return decisions;
  }

  private static Map<String, Long> generations(Fields body, String name) throws WireException {
    Map<String, Long> generations = new TreeMap<>();
    Fields fields = body.object(name);
    for (String id : fields.names()) {
      if (!Layout.isUuid(id)) {
        throw WireException.invalid("head: missing or invalid " + name);
      }
      generations.put(id, fields.number(id));
    }
    return generations;
  }

  private static Head.SegmentRef segment(Fields fields, long generation) throws WireException {
    var segment =
        new Head.SegmentRef(
            fields.matching("id", Layout::isSegmentId),
            fields.number("from"),
            fields.number("to"),
            fields.number("born"),
            fields.number("stamp"),
            fields.number("bytes"),
            fields.matching("sha256", text -> SHA256.matcher(text).matches()),
            fields.number("events"));
    if (segment.from() >= segment.to()) {
      throw WireException.invalid("The head lists a segment with an empty range");
    }
    if (segment.to() > generation || segment.born() > generation) {
      throw WireException.invalid("The head lists a segment of a later push");
    }
    if (segment.bytes() > SegmentWriter.MAX_OBJECT_BYTES || segment.events() > Integer.MAX_VALUE) {
      throw WireException.invalid("The head lists a segment that is larger than any");
    }
    return segment;
  }

  private static boolean isInstant(String text) {
    try {
      return Instant.parse(text).isAfter(Instant.EPOCH);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** Labels are shown on terminals, so control characters are replaced. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
