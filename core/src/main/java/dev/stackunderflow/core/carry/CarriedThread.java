package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionName;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session whose log files are written here.
 *
 * @param name the session
 * @param destination where it is written
 * @param files its log files, its own first
 * @param lines the text of its lines
 */
record CarriedThread(
    SessionName name, Destination destination, List<SessionFile> files, CarriedLines lines) {

  /** The file that other logs refer to by this id; null where it is not one of the session's. */
  @Nullable SessionFile file(String id) {
    for (SessionFile file : files) {
      if (id.equals(file.part().isEmpty() ? file.sessionId() : file.part())) {
        return file;
      }
    }
    return null;
  }

  /** Where a file is on this machine; null where it is not. */
  @Nullable Path here(SessionFile file) {
    return destination.files().get(file.name());
  }
}
