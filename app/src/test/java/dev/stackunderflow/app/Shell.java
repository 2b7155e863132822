package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs the command as a shell would, within this process. */
final class Shell {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Shell() {}

  /** How it went. */
  record Run(int exitCode, String out, String err) {
    /** The document that it printed; docs/commands.md names all of its fields. */
    JsonNode json() throws IOException {
      JsonNode document = JSON.readTree(out);
      assertThat(documented()).as("fields in docs/commands.md").containsAll(fields(document));
      return document;
    }

    private static Set<String> fields(JsonNode node) {
      Set<String> fields = new TreeSet<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        fields.add(field.getKey());
        // The names below them are the devices' and the tools'.
        if (!List.of("behind", "input").contains(field.getKey())) {
          fields.addAll(fields(field.getValue()));
        }
      }
      if (node.isArray()) {
        node.forEach(element -> fields.addAll(fields(element)));
      }
      return fields;
    }

    private static Set<String> documented() throws IOException {
      String page = Files.readString(Path.of("../docs/commands.md"));
      String section = page.substring(page.indexOf("## JSON"), page.indexOf("## Carrying"));
      return Pattern.compile("`(\\w+)`")
          .matcher(section)
          .results()
          .map(word -> word.group(1))
          .collect(Collectors.toSet());
    }
  }

  static Run run(Map<String, String> env, String... args) {
    return run(Terminal.NONE, env, args);
  }

  /** The same, for a person at a terminal. */
  static Run run(Terminal terminal, Map<String, String> env, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            args,
            env,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
