package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in which nothing has a time. */
class UntimedRecordsTest {

  private static final String THREAD = ".local/share/amp/threads/T-1.json";

  @TempDir private Path folder;

  private void write(Written written, String day, String said) throws Exception {
    written.file(
        THREAD, "{'id':'T-1','messages':[{'role':'user','messageId':0,'content':'" + said + "'}]}");
    Files.setLastModifiedTime(
        folder.resolve(THREAD), FileTime.from(Instant.parse(day + "T10:00:00Z")));
  }

  @Test
  void theyGetTheFilesTimeAndKeepIt() throws Exception {
    var written = new Written(folder);
    write(written, "2026-01-02", "how deep");
    assertThat(written.column("timestamp")).containsOnly("2026-01-02T10:00:00.000Z");
    write(written, "2026-03-04", "how deep is it");
    assertThat(written.column("timestamp")).containsOnly("2026-01-02T10:00:00.000Z");
    assertThat(written.events()).containsExactly("session:", "user: how deep is it");
  }
}
