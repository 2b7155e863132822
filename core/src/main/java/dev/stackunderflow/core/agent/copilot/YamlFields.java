package dev.stackunderflow.core.agent.copilot;

import dev.stackunderflow.core.json.LenientJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a flat YAML document: plain, quoted and block texts. */
final class YamlFields {

  private static final Pattern FIELD = Pattern.compile("([A-Za-z_][\\w-]*):(?:\\s+(.*))?");
  private static final Pattern BLOCK = Pattern.compile("[|>][+-]?\\d?");

  private YamlFields() {}

  /** Reads a document; what is not a field of this kind is passed over. */
  static Map<String, String> of(String document) {
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> lines = document.lines().toList();
    int at = 0;
    while (at < lines.size()) {
      Matcher field = FIELD.matcher(lines.get(at++));
      if (!field.matches()) {
        continue;
      }
      var value = new StringBuilder(field.group(2) == null ? "" : field.group(2).strip());
      boolean isBlock = BLOCK.matcher(value).matches();
      String between = isBlock && value.charAt(0) == '|' ? "\n" : " ";
      if (isBlock) {
        value.setLength(0);
      }
      while (at < lines.size() && (lines.get(at).startsWith(" ") || lines.get(at).isBlank())) {
        value.append(value.isEmpty() ? "" : between).append(lines.get(at++).strip());
      }
      fields.put(field.group(1), isBlock ? value.toString().strip() : unquoted(value.toString()));
    }
    return fields;
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
      return text;
    }
    if (text.charAt(0) == '\'') {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    var value = text.charAt(0) == '"' ? LenientJson.value(text) : null;
    return value != null && value.isTextual() ? value.textValue() : text;
  }
}
