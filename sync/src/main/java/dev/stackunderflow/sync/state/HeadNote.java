package dev.stackunderflow.sync.state;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a write-only device notes of the head that it is about to put, in {@code
 * sync/last-head.json}: it cannot open that head, and must recognise it even if the replica's own
 * note is lost.
 *
 * @param generation the head's generation
 * @param sha256 the hash of the object, in hex
 * @param writtenAt ISO 8601 UTC
 * @param segments the ids of the segments that it names
 */
public record HeadNote(long generation, String sha256, String writtenAt, List<String> segments) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path file(Home home) {
    return home.syncFolder().resolve("last-head.json");
  }

  /** Writes the note; it is on the disk when this returns. */
  public void write(Home home) throws IOException {
    PrivateFiles.replace(
        file(home),
        JSON.writeValueAsBytes(
            Map.of(
                "generation", generation,
                "sha256", sha256,
                "written_at", writtenAt,
                "segments", segments)));
  }

  /** Reads the note; empty if there is none or it is damaged. */
  public static Optional<HeadNote> read(Home home) throws IOException {
    if (!Files.exists(file(home))) {
      return Optional.empty();
    }
    Map<String, Object> json;
    try {
      json = JSON.readValue(Files.readAllBytes(file(home)), new TypeReference<>() {});
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty();
    }
    if (json.get("generation") instanceof Number generation
        && json.get("sha256") instanceof String sha256
        && json.get("written_at") instanceof String writtenAt
        && json.get("segments") instanceof List<?> segments) {
      return Optional.of(
          new HeadNote(
              generation.longValue(),
              sha256,
              writtenAt,
              segments.stream().map(String::valueOf).toList()));
    }
    return Optional.empty();
  }
}
