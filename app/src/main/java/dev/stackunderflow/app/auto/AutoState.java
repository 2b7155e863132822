package dev.stackunderflow.app.auto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.app.text.ProgramVersion;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.file.ThisProcess;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What continuous sync is doing. The process that runs it writes it to {@code
 * sync/auto-state.json}, where other commands read it.
 *
 * @param kind what it is doing
 * @param reason why, as a message; null where the kind says everything
 * @param since when it entered this kind of state
 * @param lastSync when a sync last succeeded
 * @param nextSync when the next one is due
 * @param interval how often it pulls at present; longer than the setting if it was slowed down
 * @param slowedBy why it is longer: {@code battery}, {@code idle} or {@code requests}; null if it
 *     is not
 * @param polling whether the log folders cannot be watched and are scanned instead
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

  /** What it can be doing. */
  public enum Kind {
    /** Not enabled. */
    OFF,
    /** Sync is not set up. */
    NOT_SET_UP,
    /** Another process of this home runs it. */
    STANDBY,
    /** Waiting for changes. */
    WATCHING,
    /** Pulling or pushing. */
    SYNCING,
    /** The last attempt failed; it will be retried. */
    BACKING_OFF,
    /** The last attempt failed, and a retry cannot succeed before something changes. */
    PAUSED;

    /** The name in files and documents: {@code backing_off}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A state read from the file.
   *
   * @param pid the process that wrote it
   * @param startedAt when that process started
   * @param program the version of the program that wrote it; empty if it is not known
   * @param state the state
   */
  public record Written(long pid, Instant startedAt, String program, AutoState state) {

    /** Whether the process that wrote it still runs. */
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

  /** The same state with another time since when it holds. */
  AutoState withSince(Instant time) {
    return new AutoState(kind, reason, time, lastSync, nextSync, interval, slowedBy, polling);
  }

  /** Writes it to the home's file, as this process's state. */
  void write(Home home) throws IOException {
    ObjectNode json = JsonTrees.newObject();
    json.put("pid", ProcessHandle.current().pid());
    json.put("started_at", ThisProcess.startedAt().orElse(Instant.EPOCH).toString());
    json.put("program", ProgramVersion.get());
    json.put("state", kind.word());
    json.put("reason", reason);
    json.put("since", since.toString());
    json.put("last_sync_at", text(lastSync));
    json.put("next_sync_at", text(nextSync));
    json.put("interval_seconds", interval.toSeconds());
    json.put("slowed_by", slowedBy);
    json.put("polling", polling);
    // Twice at every sync, and of no use once the process or the machine has stopped.
    PrivateFiles.replaceUnsynced(file(home), JsonWriter.bytes(json));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /**
   * Reads the state written last, by a process that may have ended since.
   *
   * @return empty if there is none, or it is of another version
   * @throws IOException if the file cannot be read
   */
  public static Optional<Written> read(Home home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JsonTrees.read(Files.readAllBytes(file));
      Instant since = Instant.parse(json.path("since").asText());
      return Optional.of(
          new Written(
              json.path("pid").asLong(),
              Instant.parse(json.path("started_at").asText()),
              json.path("program").asText(),
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
      return Optional.empty(); // of another version; the running process replaces it soon
    }
  }

  private static @Nullable Instant time(JsonNode json, String name) {
    String text = json.path(name).textValue();
    return text == null ? null : Instant.parse(text);
  }
}
