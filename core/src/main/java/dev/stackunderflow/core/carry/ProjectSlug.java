package dev.stackunderflow.core.carry;

/**
 * The agents' name for a project: its folder's path with every character but ASCII letters and
 * digits replaced by a hyphen.
 */
final class ProjectSlug {

  private ProjectSlug() {}

  static String of(String folder) {
    return folder.replaceAll("[^A-Za-z0-9]", "-");
  }
}
