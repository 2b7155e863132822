package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the operator of the bucket can see: every name and every byte that is not encrypted. */
class MetadataIT extends TwoMachines {

  private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern NAME =
      Pattern.compile(
          "stackunderflow-sync/v1/(?:vault\\.json|heads/("
              + UUID
              + ")\\.age|segments/("
              + UUID
              + ")/[0-9]{1,3}-[0-9a-f]{16}\\.age)");

  /** An age header with one X25519 stanza: an ephemeral share, a wrapped key, a MAC. */
  private static final Pattern AGE =
      Pattern.compile(
          """
          age-encryption\\.org/v1
          -> X25519 [A-Za-z0-9+/]{43}
          [A-Za-z0-9+/]{43}
          --- [A-Za-z0-9+/]{43}
          """);

  @Test
  void operatorSeesOnlyDevicesSizesAndTimes() throws Exception {
    for (int i = 0; i < 200; i++) {
      a.append("-home-me-src-secret-project", "one", Lines.user("u" + i, Lines.at(i), "hello"));
    }
    b.append("-p", "two", Lines.user("b1", Lines.at(999), "of b"));
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    VaultKey next = VaultKey.generate();
    a.env().put("NEXT", next.secret());
    a.sync().rotateKey("env:NEXT", Progress.NONE);
    List<String> devices = List.of(a.status().deviceId(), b.status().deviceId());

    for (Map.Entry<String, byte[]> object : s3.objects().entrySet()) {
      Matcher name = NAME.matcher(object.getKey());
      assertThat(name.matches()).as(object.getKey()).isTrue();
      String device = name.group(1) == null ? name.group(2) : name.group(1);
      if (device == null) {
        onlyTheNamedFields(object.getValue());
      } else {
        assertThat(devices).contains(device);
        onlyAnAgeHeaderAndNoise(object.getKey(), object.getValue());
      }
    }
  }

  private static void onlyTheNamedFields(byte[] vault) throws Exception {
    JsonNode json = new ObjectMapper().readTree(vault);
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "format", "version", "vault_id", "key_fingerprint", "created", "retired_keys", "mac");
    List<String> retired = new ArrayList<>();
    json.get("retired_keys").get(0).fieldNames().forEachRemaining(retired::add);
    assertThat(retired)
        .containsExactly("key_fingerprint", "retired_at", "identity", "handover", "devices");
  }

  /** Encrypted bytes are spread evenly: nothing that was only compressed or encoded would be. */
  private static void onlyAnAgeHeaderAndNoise(String name, byte[] object) {
    String text = new String(object, StandardCharsets.ISO_8859_1);
    Matcher header = AGE.matcher(text);
    assertThat(header.lookingAt()).as(name).isTrue();
    byte[] payload = java.util.Arrays.copyOfRange(object, header.end(), object.length);
    int ones = 0;
    for (byte b : payload) {
      ones += Integer.bitCount(b & 0xff);
    }
    double bits = payload.length * 8.0;
    // Five standard deviations of a fair coin.
    assertThat(Math.abs(ones - bits / 2))
        .as("bits set in %s", name)
        .isLessThan(5 * Math.sqrt(bits) / 2 + 1);
    for (String word : List.of("laptop", "work", "secret-project", "hello", "SQLite", "Linux")) {
      assertThat(text).as(name).doesNotContain(word);
    }
  }
}
