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
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What continuous sync is doing; the process that does it writes it down in {@code
 * sync/auto-state.json} for the commands beside it.
 *
 * @param kind what it is doing
 * @param reason why, in words; null where the kind says all
 * @param since since when it has been of this kind
 * @param lastSync when a sync last ended well
 * @param nextSync when the next one is due
 * @param interval how often it looks for news now; longer than wanted where it was slowed down
 * @param slowedBy why it is longer: {@code battery}, {@code idle} or {@code requests}; null if not
 * @param polling whether the folders can't be watched and are looked through instead
 */
public record AutoState(
    Kind kind,
    @Nullable String reason,
    Instant since,
    @Nullable Instant lastSync,
    @Nullable Instant nextSync,
    Duration interval,
    @Nullable String slowedBy,
    boolean polling) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What it can be doing. */
  public enum Kind {
    /** Not wanted. */
    OFF,
    /** There is no vault to sync with. */
    NOT_SET_UP,
    /** Another process of this home does it. */
    STANDBY,
    /** It waits for something to do. */
    WATCHING,
    /** It pulls or pushes. */
    SYNCING,
    /** The last attempt failed; it tries again by itself. */
    BACKING_OFF,
    /** Trying again won't help before something changes. */
    PAUSED;

    /** As it is written: {@code backing_off}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A state as it was written down.
   *
   * @param pid the process that wrote it
   * @param startedAt when that process began
   * @param state what it was doing
   */
  public record Written(long pid, Instant startedAt, AutoState state) {

    /** Whether that very process still runs. */
    public boolean isAlive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(process -> process.info().startInstant())
          .map(start -> start.equals(startedAt))
          .orElse(false);
    }
  }

  /** The state's file. */
  public static Path file(Home home) {
    return home.syncFolder().resolve("auto-state.json");
  }

  /** Writes it down as this process's. */
  void write(Home home) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    ObjectNode json = JSON.createObjectNode();
    json.put("pid", self.pid());
    json.put("started_at", self.info().startInstant().orElse(Instant.EPOCH).toString());
    json.put("state", kind.word());
    json.put("reason", reason);
    json.put("since", since.toString());
    json.put("last_sync_at", text(lastSync));
    json.put("next_sync_at", text(nextSync));
    json.put("interval_seconds", interval.toSeconds());
    json.put("slowed_by", slowedBy);
    json.put("polling", polling);
    PrivateFiles.replace(file(home), JSON.writeValueAsBytes(json));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /**
   * Reads what was written down last, by a process that may have ended since.
   *
   * @return empty where nothing was, or what is there can't be used
   * @throws IOException if the file can't be read
   */
  public static Optional<Written> read(Home home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      Instant since = Instant.parse(json.path("since").asText());
      return Optional.of(
          new Written(
              json.path("pid").asLong(),
              Instant.parse(json.path("started_at").asText()),
              new AutoState(
                  Kind.valueOf(json.path("state").asText().toUpperCase(Locale.ROOT)),
                  json.path("reason").textValue(),
                  since,
                  time(json, "last_sync_at"),
                  time(json, "next_sync_at"),
                  Duration.ofSeconds(json.path("interval_seconds").asLong()),
                  json.path("slowed_by").textValue(),
                  json.path("polling").asBoolean())));
    } catch (IllegalArgumentException
        | java.time.DateTimeException
        | com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.empty(); // another version's; the running process writes its own soon
    }
  }

  private static @Nullable Instant time(JsonNode json, String name) {
    String text = json.path(name).textValue();
    return text == null ? null : Instant.parse(text);
  }
}
