package dev.stackunderflow.app.json;

import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.core.json.JsonWriter;

/** Writes JSON documents as text. */
public final class JsonText {

  private JsonText() {}

  /**
   * Writes a document over several lines. What a terminal would obey or what hides text is escaped.
   *
   * @param document maps, lists, texts, numbers, booleans and nulls
   */
  public static String pretty(Object document) {
    return TerminalText.escaped(JsonWriter.pretty(document));
  }
}
