package dev.stackunderflow.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose last line has no newline: it is read, and read once. */
class UnendedLineTest {

  @TempDir private Path folder;

  private static String line(int number) {
    return ("{'type':'assistant','uuid':'u#','sessionId':'s','timestamp':'2026-11-01T00:00:0#Z',"
            + "'message':{'id':'m#','model':'m','usage':{'input_tokens':#}}}")
        .replace('\'', '"')
        .replace("#", String.valueOf(number));
  }

  private static void append(Path log, String text) throws Exception {
    Files.createDirectories(log.getParent());
    Files.write(
        log,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void theLastLineCountsOnceHoweverItIsEnded() throws Exception {
    var home = new LogHome(folder);
    Path log = home.claude("s");
    append(log, line(1) + "\n" + line(2));
    home.ingest();
    assertThat(home.total().tokens().input()).isEqualTo(3);
    assertThat(home.ingest().eventsAdded()).isZero();
    append(log, "\n");
    assertThat(home.ingest().eventsAdded()).isZero();
    append(log, line(3).substring(0, 40));
    assertThat(home.ingest().eventsAdded()).isZero();
    append(log, line(3).substring(40) + "\n" + line(4));
    assertThat(home.ingest().eventsAdded()).isEqualTo(2);
    append(log, "\n" + line(5));
    assertThat(home.ingest().eventsAdded()).isEqualTo(1);
    assertThat(home.total().tokens().input()).isEqualTo(15);
    assertThat(home.rows("SELECT count(*) FROM messages")).containsExactly("5");
  }
}
