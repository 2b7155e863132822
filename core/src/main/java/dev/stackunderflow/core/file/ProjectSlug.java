package dev.stackunderflow.core.file;

/**
 * The agents' name for a project: its folder's path with every character but ASCII letters and
 * digits replaced by a hyphen.
 */
public final class ProjectSlug {

  private ProjectSlug() {}

  /** The slug of a folder's path. */
  public static String of(String folder) {
    return folder.replaceAll("[^A-Za-z0-9]", "-");
  }
}
