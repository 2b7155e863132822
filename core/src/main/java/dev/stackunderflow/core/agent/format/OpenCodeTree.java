package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folders of small files in which OpenCode kept its sessions before it had a database: {@code
 * session/PROJECT/SESSION.json}, {@code message/SESSION/MESSAGE.json}, {@code
 * part/MESSAGE/PART.json}.
 */
public final class OpenCodeTree implements RecordSource {

  private final String provider;
  private final List<Path> storages;

  /**
   * The folders of an agent.
   *
   * @param provider the agent's id
   * @param storages its folders of small files
   */
  public OpenCodeTree(String provider, List<Path> storages) {
    this.provider = provider;
    this.storages = List.copyOf(storages);
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public List<WatchedFolder> folders() {
    List<WatchedFolder> folders = new ArrayList<>();
    for (Path storage : storages) {
      for (String name : List.of("session", "message", "part")) {
        folders.add(new WatchedFolder(storage.resolve(name), 2));
      }
    }
    return folders;
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> units = new ArrayList<>();
    for (Path storage : storages) {
      units.addAll(
          JsonFiles.below(
              storage.resolve("session"),
              2,
              file -> file.getNameCount() == 2 && file.toString().endsWith(".json")));
    }
    return new LogSource.Listing(units, List.of());
  }

  @Override
  public List<Path> files(Path unit) throws IOException {
    List<Path> files = new ArrayList<>(List.of(unit));
    for (Path message : JsonFiles.in(messages(unit))) {
      files.add(message);
      files.addAll(JsonFiles.in(parts(unit, id(message))));
    }
    return files;
  }

  private static Path messages(Path unit) {
    return storage(unit).resolve("message").resolve(id(unit));
  }

  private static Path parts(Path unit, String message) {
    return storage(unit).resolve("part").resolve(message);
  }

  private static Path storage(Path unit) {
    return unit.resolve("../../..").normalize();
  }

  private static String id(Path file) {
    return file.getFileName().toString().replaceFirst("\\.json$", "");
  }

  @Override
  public void read(Path unit, Changes changes) throws IOException, SQLException {
    String version = stamp(unit);
    ObjectNode info = JsonFiles.object(unit);
    if (info == null || !changes.isChanged(id(unit), version)) {
      return;
    }
    JsonNode time = info.path("time");
    var session =
        new OpenCodeSession(id(unit), root(unit, info), LenientJson.text(info, "directory"))
            .info(info, LenientJson.text(info, "title"), time.path("created"));
    for (Path file : JsonFiles.in(messages(unit))) {
      ObjectNode message = JsonFiles.object(file);
      if (message != null) {
        session.message(id(file), message, parts(unit, file));
      }
    }
    changes.session(id(unit), version, session.build());
  }

  private static List<ObjectNode> parts(Path unit, Path message) throws IOException {
    List<ObjectNode> parts = new ArrayList<>();
    for (Path file : JsonFiles.in(parts(unit, id(message)))) {
      ObjectNode part = JsonFiles.object(file);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** The session at the top; a parent's file is beside the session's. */
  private static @Nullable String root(Path unit, ObjectNode info) throws IOException {
    String root = LenientJson.text(info, "parentID");
    if (root != null) {
      ObjectNode parent = JsonFiles.object(unit.resolveSibling(root + ".json"));
      String next = parent == null ? null : LenientJson.text(parent, "parentID");
      return next == null ? root : next;
    }
    return null;
  }
}
