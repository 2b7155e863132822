package dev.stackunderflow.app.auto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the user wants of continuous sync: {@code sync/auto.json}, which a running process reads
 * again when it changes.
 *
 * @param enabled whether to sync continuously
 * @param interval how often to look for news of the other devices
 * @param maxRequestsPerDay how many requests a day (UTC) to the bucket are welcome; 0 for any
 *     number
 */
public record AutoSettings(boolean enabled, Duration interval, long maxRequestsPerDay) {

  /** Before anything was said: off. */
  public static final AutoSettings DEFAULT = new AutoSettings(false, Duration.ofSeconds(60), 0);

  /** No interval is shorter. */
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** No interval is longer: the others could take this device for one that is switched off. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same, on or off. */
  public AutoSettings withEnabled(boolean on) {
    return new AutoSettings(on, interval, maxRequestsPerDay);
  }

  /** The same with another interval. */
  public AutoSettings withInterval(Duration other) {
    return new AutoSettings(enabled, other, maxRequestsPerDay);
  }

  /** The same with another allowance. */
  public AutoSettings withMaxRequestsPerDay(long other) {
    return new AutoSettings(enabled, interval, other);
  }

  /** The settings' file. */
  public static Path file(Home home) {
    return home.syncFolder().resolve("auto.json");
  }

  /**
   * Reads the settings.
   *
   * @return the defaults where nothing was ever said
   * @throws IOException if the file can't be read or understood
   */
  public static AutoSettings read(Home home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return DEFAULT;
    }
    JsonNode json = JSON.readTree(Files.readAllBytes(file));
    long seconds = json.path("interval_seconds").asLong(0);
    if (!json.path("enabled").isBoolean()
        || seconds < SHORTEST.toSeconds()
        || seconds > LONGEST.toSeconds()) {
      throw new IOException(
          file + " is not understood. Write it anew: stackunderflow sync auto --enable");
    }
    return new AutoSettings(
        json.path("enabled").asBoolean(),
        Duration.ofSeconds(seconds),
        Math.max(0, json.path("max_requests_per_day").asLong(0)));
  }

  /**
   * Writes the settings; a running process follows within seconds.
   *
   * @throws IOException if the file can't be written; the old settings stay
   */
  public void write(Home home) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("enabled", enabled);
    json.put("interval_seconds", interval.toSeconds());
    json.put("max_requests_per_day", maxRequestsPerDay);
    PrivateFiles.replace(file(home), JSON.writeValueAsBytes(json));
  }
}
