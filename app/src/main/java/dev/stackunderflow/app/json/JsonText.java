package dev.stackunderflow.app.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.app.text.TerminalText;

/** Writes JSON documents as text. */
public final class JsonText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonText() {}

  /**
   * Writes a document over several lines. What a terminal would obey or what hides text is escaped.
   *
   * @param document maps, lists, texts, numbers, booleans and nulls
   */
  public static String pretty(Object document) {
    try {
      return TerminalText.escaped(
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not made of maps, lists, texts and numbers", e);
    }
  }
}
