package dev.stackunderflow.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees and documents are what Jackson's data binding would make of the same text. */
class JsonTreesTest {

  private static final ObjectMapper BINDING = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"\"",
        "{\"a\":1,\"b\":[true,false,null,{}],\"a\":2}",
        "[0,-1,2147483648,9223372036854775808,1.5,1e400,-0.0,1E-5]",
        "[\"\\u0000\\ud83d\\ude00\\ud83d\",\"\u2028 <\\/script>\"]",
        " [ 1 , 2 ] ",
      })
  void aTreeIsWhatDataBindingReads(String json) throws IOException {
    JsonNode expected = BINDING.readTree(json);

    assertThat(JsonTrees.read(json)).isEqualTo(expected);
    assertThat(JsonWriter.text(JsonTrees.read(json)))
        .isEqualTo(BINDING.writeValueAsString(expected));
    assertThat(JsonWriter.pretty(JsonTrees.read(json)))
        .isEqualTo(BINDING.writerWithDefaultPrettyPrinter().writeValueAsString(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\"}", "{} {}", "1 2", "nul", "NaN", "[1]]"})
  void whatIsNotOneValueIsRefused(String json) {
    assertThatThrownBy(() -> JsonTrees.read(json)).isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> JsonTrees.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void aDocumentNestedDeeperThanTheLimitIsRefusedAndOverflowsNoStack() {
    assertThatThrownBy(() -> JsonTrees.read("[".repeat(100_000)))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void documentsOfMapsAndListsAreWrittenAsDataBindingDoes() throws IOException {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("text", "a\"b\\\n\u0001é\ud83d\ude00");
    document.put("numbers", Arrays.asList(1, 2L, (short) 3, 1.5, 2.5f, new BigDecimal("1.10")));
    document.put("nothing", null);
    document.put("empty", List.of());
    document.put("emptyMap", Map.of());
    document.put("nested", new ArrayList<>(Arrays.asList(null, true, Map.of("a", List.of("b")))));
    document.put("tree", JsonTrees.read("{\"x\":[1,null]}"));

    assertThat(JsonWriter.pretty(document))
        .isEqualTo(BINDING.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    assertThat(JsonWriter.bytes(document)).isEqualTo(BINDING.writeValueAsBytes(document));
  }

  @Test
  void bytesOfADatabaseAreWrittenAsBase64() throws IOException {
    JsonNode tree = JsonTrees.newObject().put("blob", new byte[] {0, -1, 127});

    assertThat(JsonWriter.text(tree)).isEqualTo(BINDING.writeValueAsString(tree));
  }

  @Test
  void anObjectThatIsNotJsonIsAFaultOfTheProgram() {
    assertThatThrownBy(() -> JsonWriter.text(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not JSON: java.lang.Object");
  }
}
