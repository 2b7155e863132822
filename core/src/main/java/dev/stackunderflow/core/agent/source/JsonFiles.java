package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads JSON documents, which their agents may be writing. */
public final class JsonFiles {

  private static final long MAX_BYTES = 512L << 20;

  private JsonFiles() {}

  /**
   * Reads a document.
   *
   * @return its value; null where the file does not exist
   * @throws UnreadableSourceException if it is not JSON, or only half written
   * @throws IOException if it cannot be read
   */
  public static @Nullable JsonNode read(Path file) throws IOException {
    String text = text(file);
    if (text == null) {
      return null;
    }
    JsonNode value = LenientJson.value(text);
    if (value == null) {
      throw new UnreadableSourceException(
          file
              + " is damaged, or was being written: it is not JSON. It was left out; what was"
              + " imported earlier is intact, and the next ingest tries again.");
    }
    return value;
  }

  /** Reads a document that is an object; null where it does not exist or is something else. */
  public static @Nullable ObjectNode object(Path file) throws IOException {
    return read(file) instanceof ObjectNode object ? object : null;
  }

  /** A small file's text; null where it does not exist. */
  public static @Nullable String text(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UnreadableSourceException(
            file + " is larger than " + (MAX_BYTES >> 20) + " MiB. It was left out.");
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * The files in and below a folder that match, sorted; none where it does not exist.
   *
   * @param depth how many names below the folder a file may have
   * @param matches asked with the path below the folder
   */
  public static List<Path> below(Path folder, int depth, Predicate<Path> matches)
      throws IOException {
    if (!DeniedPaths.isFolderOrNoted(folder)) {
      return List.of();
    }
    Path root = folder.toRealPath();
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new LogWalk() {
          @Override
          protected void file(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && matches.test(root.relativize(file))) {
              files.add(file);
            }
          }
        });
    files.sort(null);
    return files;
  }

  /**
   * The files and folders of a folder, sorted; none where it does not exist.
   *
   * @throws IOException if it cannot be read, unless an agent's files are being listed
   */
  public static List<Path> in(Path folder) throws IOException {
    return DeniedPaths.in(folder);
  }
}
