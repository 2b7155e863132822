package dev.stackunderflow.sync.wire.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.store.Folder;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.Head.Places;
import dev.stackunderflow.sync.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadPlacesTest {

  private static final String VAULT = "f45024a1-2fcd-4045-8655-3ea9d7f5b447";
  private static final String DEVICE = "2a9e4818-ad3b-49eb-8d1e-ec45075746de";
  private static final String REMOTE = "github.com/o/r";

  private final VaultKey key = VaultKey.generate();
  private final SigningKey signing = SigningKey.generate();

  private byte[] encoded(Places places) {
    var head =
        new Head(
            VAULT,
            new Head.Device(DEVICE, VAULT, "label", Role.FULL, "Linux", "1"),
            1,
            null,
            "2026-11-23T00:00:00Z",
            5,
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            places);
    return HeadCodec.encode(
        head, Certificate.issue(key, VAULT, DEVICE, signing.verifyKey(), Role.FULL), signing);
  }

  private Places decoded(byte[] head) throws WireException {
    return HeadCodec.decode(head, key, VAULT, DEVICE).places();
  }

  private byte[] withPlaces(String fields) {
    String text = new String(encoded(Places.NONE), StandardCharsets.UTF_8);
    String body = text.substring(text.indexOf('\n') + 1).replace(",\"folders\":[]", "," + fields);
    byte[] message = (Head.SIGNATURE_LABEL + "\n" + body).getBytes(StandardCharsets.UTF_8);
    String signature = Base64.getEncoder().encodeToString(signing.sign(message));
    String line =
        text.substring(0, text.indexOf('\n'))
            .replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"" + signature + "\"");
    return (line + "\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void homeAndFoldersArriveAsTheyAre() throws WireException {
    var places =
        new Places(
            "C:\\Users\\ann",
            List.of(
                new Folder("C:\\Users\\ann\\app", REMOTE, "", false),
                new Folder("/srv/wt/core/\u00e9", REMOTE, "core/\u00e9", true)));
    assertThat(decoded(encoded(places))).isEqualTo(places);
  }

  @Test
  void aHeadOfAnEarlierProgramHasNone() throws WireException {
    assertThat(decoded(withPlaces("\"later\":1"))).isEqualTo(Places.NONE);
    assertThat(decoded(withPlaces("\"home\":null,\"folders\":null"))).isEqualTo(Places.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"home\":5",
        "\"home\":[]",
        "\"folders\":{}",
        "\"folders\":[5]",
        "\"folders\":[{\"path\":\"/a\"}]",
        "\"folders\":[{\"remote\":\"h/r\"}]",
        "\"folders\":[{\"path\":\"/a\",\"remote\":\"~\"}]",
        "\"folders\":[{\"path\":\"/a\",\"remote\":\"/r\"}]",
        "\"folders\":[{\"path\":\"/a\",\"remote\":\"h/r\\u001b[2J\"}]",
        "\"folders\":[{\"path\":\"/a\",\"remote\":\"h/r\",\"within\":7}]",
        "\"folders\":[{\"path\":\"/a\",\"remote\":\"h/r\",\"linked\":true}]",
      })
  void malformedPlacesAreRejected(String fields) {
    assertThatThrownBy(() -> decoded(withPlaces(fields))).isInstanceOf(WireException.class);
  }

  @Test
  void aWriterLeavesOutWhatAReaderRefuses() throws WireException {
    List<Folder> many =
        Collections.nCopies(Places.MAX_FOLDERS + 1, new Folder("/a", REMOTE, "", false));
    assertThat(decoded(encoded(Places.of("/home/x", many))).folders()).hasSize(Places.MAX_FOLDERS);
    assertThatThrownBy(() -> decoded(encoded(new Places("", many))))
        .isInstanceOf(WireException.class);
    var longest = new Folder("/" + "a".repeat(Places.MAX_PATH - 1), REMOTE, "", false);
    var longer = new Folder("/" + "a".repeat(Places.MAX_PATH), REMOTE, "", false);
    Places kept = Places.of("/" + "h".repeat(Places.MAX_PATH), List.of(longer, longest));
    assertThat(kept).isEqualTo(new Places("", List.of(longest)));
    assertThat(decoded(encoded(kept))).isEqualTo(kept);
    assertThat(Places.of("", Collections.nCopies(5_000, longest)).folders().size())
        .as("far from the largest head")
        .isLessThan(500);
  }
}
