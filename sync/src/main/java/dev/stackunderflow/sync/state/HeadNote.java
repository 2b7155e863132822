package dev.stackunderflow.sync.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private static Path file(Home home) {
    return home.syncFolder().resolve("last-head.json");
  }

  /** Writes the note; it is on the disk when this returns. */
  public void write(Home home) throws IOException {
    PrivateFiles.replace(
        file(home),
        JsonWriter.bytes(
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
    JsonNode json;
    try {
      json = JsonTrees.read(Files.readAllBytes(file(home)));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty();
    }
    String sha256 = json.path("sha256").textValue();
    String writtenAt = json.path("written_at").textValue();
    if (!json.path("generation").isNumber()
        || sha256 == null
        || writtenAt == null
        || !json.path("segments").isArray()) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    json.path("segments").forEach(segment -> segments.add(segment.asText()));
    return Optional.of(
        new HeadNote(json.path("generation").longValue(), sha256, writtenAt, segments));
  }
}
