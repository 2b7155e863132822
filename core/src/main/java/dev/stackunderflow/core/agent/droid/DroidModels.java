package dev.stackunderflow.core.agent.droid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of models. One of the user's own is {@code custom:NAME-NUMBER} in a session; what the
 * provider calls it is in Factory's {@code settings.json}, or {@code config.json} of older
 * versions.
 */
final class DroidModels {

  private static final String CUSTOM = "custom:";

  private final Map<String, String> known = new HashMap<>();

  private DroidModels() {}

  /**
   * Those that the settings above a log name.
   *
   * @param log in {@code sessions/PROJECT}
   */
  static DroidModels of(Path log) {
    var models = new DroidModels();
    for (String file : List.of("config.json", "settings.json")) {
      try {
        ObjectNode settings = JsonFiles.object(log.resolve("../../..").resolve(file).normalize());
        if (settings == null) {
          settings = JsonFiles.object(log.resolve("../..").resolve(file).normalize());
        }
        if (settings != null) {
          models.read(settings.path("custom_models"), "model_display_name");
          models.read(settings.path("customModels"), "displayName");
        }
      } catch (IOException e) {
        // Being edited: the names in the sessions are shown.
      }
    }
    return models;
  }

  private void read(JsonNode list, String displayName) {
    int number = 0;
    for (JsonNode each : list) {
      String model = LenientJson.text(each, "model");
      if (model != null) {
        String shown = LenientJson.textOr(each, displayName, model).strip().replaceAll("\\s+", "-");
        known.put(CUSTOM + shown + "-" + number, model);
        known.put(LenientJson.textOr(each, "id", CUSTOM + model), model);
      }
      number++;
    }
  }

  /** What the provider calls a model, or else its name without the prefix. */
  @Nullable String name(@Nullable String model) {
    if (model == null || !model.startsWith(CUSTOM)) {
      return model;
    }
    return known.getOrDefault(model, model.substring(CUSTOM.length()));
  }
}
