package dev.stackunderflow.core.carry;

/** The name of a project: its folder with a hyphen for all that is no letter and no digit. */
final class ProjectSlug {

  private ProjectSlug() {}

  static String of(String folder) {
    return folder.replaceAll("[^A-Za-z0-9]", "-");
  }
}
