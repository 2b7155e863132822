package dev.stackunderflow.sync.wire.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.VaultObject.RetiredKey;
import dev.stackunderflow.sync.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes and reads the vault object as UTF-8 JSON. */
public final class VaultCodec {

  /** The {@code format} field. */
  public static final String FORMAT = "stackunderflow-sync-vault";

  /** The {@code version} field. */
  public static final int VERSION = 1;

  /** No vault object is longer, in bytes: room for 10,000 devices and 1,000 rotations. */
  public static final int MAX_BYTES = 4 << 20;

  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/=]{44}");
  private static final Pattern INSTANT = Pattern.compile("[0-9TZ:.-]{10,40}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{1,2000}");

  private VaultCodec() {}

  /** The object's bytes: UTF-8 JSON. */
  public static byte[] encode(VaultObject vault) {
    ObjectNode json = Fields.newObject();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("vault_id", vault.vaultId());
    json.put("key_fingerprint", vault.keyFingerprint());
    json.put("created", vault.created());
    if (!vault.retired().isEmpty()) {
      ArrayNode array = json.putArray("retired_keys");
      for (RetiredKey key : vault.retired()) {
        ObjectNode one = array.addObject();
        one.put("key_fingerprint", key.fingerprint());
        one.put("retired_at", key.retiredAt());
        one.put("identity", key.identity());
        one.put("handover", key.handover());
        one.put("devices", String.join(" ", key.devices()));
      }
    }
    json.put("mac", vault.mac());
    return Fields.bytes(json);
  }

  /**
   * Reads a vault object. Does not check its seal: see {@link VaultObject#isSealedBy}.
   *
   * @param bytes the object as stored
   * @return the vault object
   * @throws WireException if it is not one, or a newer program wrote it
   */
  public static VaultObject decode(byte[] bytes) throws WireException {
    Fields fields = Fields.parse("The vault object " + Layout.VAULT, bytes);
    fields.require(FORMAT, VERSION);
    List<RetiredKey> retired = new ArrayList<>();
    if (fields.has("retired_keys")) {
      for (Fields key : fields.array("retired_keys")) {
        retired.add(retired(key));
      }
    }
    return new VaultObject(
        fields.matching("vault_id", Layout::isUuid),
        fields.matching("key_fingerprint", text -> FINGERPRINT.matcher(text).matches()),
        fields.matching("created", text -> INSTANT.matcher(text).matches()),
        List.copyOf(retired),
        fields.text("mac", 100));
  }

  private static RetiredKey retired(Fields fields) throws WireException {
    String devices = fields.text("devices", MAX_BYTES);
    return new RetiredKey(
        fields.matching("key_fingerprint", text -> FINGERPRINT.matcher(text).matches()),
        fields.matching("retired_at", text -> INSTANT.matcher(text).matches()),
        fields.matching("identity", 2000, text -> BASE64.matcher(text).matches()),
        fields.matching("handover", text -> BASE64.matcher(text).matches()),
        devices.isEmpty() ? List.of() : ids(fields, devices));
  }

  private static List<String> ids(Fields fields, String devices) throws WireException {
    List<String> ids = List.of(devices.split(" ", -1));
    if (!ids.stream().allMatch(Layout::isUuid)) {
      throw fields.odd("devices");
    }
    return ids;
  }
}
