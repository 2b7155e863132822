package dev.stackunderflow.core.carry;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Several folders on this machine are the project's: the user must name one. */
public final class SeveralFoldersException extends CarryException {

  private final transient List<Path> folders;

  SeveralFoldersException(String repository, List<Path> folders) {
    super(
        "Several folders on this machine are of "
            + repository
            + ": "
            + folders.stream().map(Path::toString).collect(Collectors.joining(", "))
            + ". Nothing was written. Name one of them: --to DIR");
    this.folders = List.copyOf(folders);
  }

  /** The folders, in their order. */
  public List<Path> folders() {
    return folders;
  }
}
