package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.file.ProjectSlug;
import dev.stackunderflow.core.hash.FieldDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The folder that a session works in, and the slug of its project. */
final class ProjectFolder {

  private static final String LONG_PATH = "\\\\?\\";

  /** Folders of which the slug says all: only letters and digits between the separators. */
  private static final Pattern PLAIN =
      Pattern.compile("(?:[A-Z]:\\\\|/)?[A-Za-z0-9]+(?:[/\\\\][A-Za-z0-9]+)*");

  private ProjectFolder() {}

  /** A drive letter has no case on Windows, and {@code \\?\} before it is only a prefix. */
  static String canonical(String folder) {
    String path = folder.startsWith(LONG_PATH) ? folder.substring(LONG_PATH.length()) : folder;
    boolean hasDrive =
        path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
    return hasDrive ? Character.toUpperCase(path.charAt(0)) + path.substring(1) : path;
  }

  /**
   * A slug that no other folder has. It is made as Claude Code makes one, which gives several
   * folders the same; where that can be, a hash of the folder follows.
   */
  static String slug(String path) {
    String slug = ProjectSlug.of(path);
    if (PLAIN.matcher(path).matches()) {
      return slug;
    }
    byte[] hash = new FieldDigest().text(path).first16Bytes();
    return slug + "~" + HexFormat.of().formatHex(hash, 0, 4);
  }

  /** The last name of the path. */
  static String shortName(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.isEmpty() ? path : name;
  }
}
