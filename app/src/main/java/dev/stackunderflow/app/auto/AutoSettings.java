package dev.stackunderflow.app.auto;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of continuous sync, in {@code sync/auto.json}. A running process reads the file
 * again when it changes.
 *
 * @param enabled whether to sync continuously
 * @param interval how often to pull
 * @param maxRequestsPerDay the most requests to the bucket per day (UTC); 0: no limit
 */
public record AutoSettings(boolean enabled, Duration interval, long maxRequestsPerDay) {

  /** Without a file: off. */
  public static final AutoSettings DEFAULT = new AutoSettings(false, Duration.ofSeconds(60), 0);

  /** The shortest interval. */
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** The longest interval: with a longer one this device would look switched off to the others. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** The same settings, on or off. */
  public AutoSettings withEnabled(boolean on) {
    return new AutoSettings(on, interval, maxRequestsPerDay);
  }

  /** The same settings with another interval. */
  public AutoSettings withInterval(Duration other) {
    return new AutoSettings(enabled, other, maxRequestsPerDay);
  }

  /** The same settings with another limit of requests. */
  public AutoSettings withMaxRequestsPerDay(long other) {
    return new AutoSettings(enabled, interval, other);
  }

  /** The file. */
  public static Path file(Home home) {
    return home.syncFolder().resolve("auto.json");
  }

  /**
   * Reads the settings.
   *
   * @return the defaults if there is no file
   * @throws IOException if the file cannot be read or is malformed
   */
  public static AutoSettings read(Home home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return DEFAULT;
    }
    JsonNode json;
    try {
      json = JsonTrees.read(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw malformed(file);
    }
    long seconds = json.path("interval_seconds").asLong(0);
    if (!json.path("enabled").isBoolean()
        || seconds < SHORTEST.toSeconds()
        || seconds > LONGEST.toSeconds()) {
      throw malformed(file);
    }
    return new AutoSettings(
        json.path("enabled").asBoolean(),
        Duration.ofSeconds(seconds),
        Math.max(0, json.path("max_requests_per_day").asLong(0)));
  }

  private static IOException malformed(Path file) {
    return new IOException(
        file + " is malformed. To replace it: stackunderflow sync auto --enable");
  }

  /**
   * Writes the settings; a running process applies them within seconds.
   *
   * @throws IOException if the file cannot be written; the old settings stay
   */
  public void write(Home home) throws IOException {
    ObjectNode json = JsonTrees.newObject();
    json.put("enabled", enabled);
    json.put("interval_seconds", interval.toSeconds());
    json.put("max_requests_per_day", maxRequestsPerDay);
    PrivateFiles.replace(file(home), JsonWriter.bytes(json));
  }
}
