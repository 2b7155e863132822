package dev.stackunderflow.core.agent.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.store.Utf8Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  private static final String LONG = "x".repeat(300_000); // of several buffers
  private static final String LOG = "one\n\n" + LONG + "\nünï\nlast\n";

  /** A stream that returns as much as it likes at each read. */
  private static InputStream moody(byte[] bytes, long seed) {
    var random = new Random(seed);
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] to) {
        return super.read(to, 0, 1 + random.nextInt(to.length));
      }
    };
  }

  private static List<LogLines.Line> all(LogLines lines) throws IOException {
    List<LogLines.Line> read = new ArrayList<>();
    for (LogLines.Line line = lines.next(); line != null; line = lines.next()) {
      read.add(line);
    }
    return read;
  }

  private static LogLines.Line line(long seq, String text) {
    return new LogLines.Line(seq, Utf8Text.of(text));
  }

  private static byte[] digest(String log) throws IOException {
    try (var lines = new LogLines(new ByteArrayInputStream(log.getBytes(UTF_8)))) {
      all(lines);
      return lines.passedDigest();
    }
  }

  @Test
  void linesAndDigestDoNotDependOnHowMuchEachReadReturns() throws Exception {
    byte[] bytes = LOG.getBytes(UTF_8);
    byte[] expected = digest(LOG);
    for (int seed = 0; seed < 20; seed++) {
      try (var lines = new LogLines(moody(bytes, seed))) {
        assertThat(all(lines))
            .containsExactly(
                line(0, "one"),
                line(4, ""),
                line(5, LONG),
                line(300_006, "ünï"),
                line(300_012, "last"));
        assertThat(lines.offset()).isEqualTo(bytes.length);
        assertThat(lines.passedDigest()).isEqualTo(expected);
      }
      try (var lines = new LogLines(moody(bytes, seed))) {
        assertThat(lines.pass(bytes.length)).isTrue();
        assertThat(lines.passedDigest()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aLastLineWithoutNewlineIsLeftForTheNextTime() throws Exception {
    for (String part : List.of("begun", LONG)) {
      try (var lines = new LogLines(new ByteArrayInputStream((LOG + part).getBytes(UTF_8)))) {
        assertThat(all(lines)).hasSize(5);
        assertThat(lines.offset()).isEqualTo(LOG.getBytes(UTF_8).length);
        assertThat(lines.passedDigest()).isEqualTo(digest(LOG));
      }
      try (var lines =
          new LogLines(new ByteArrayInputStream((LOG + part + " end\n").getBytes(UTF_8)))) {
        assertThat(lines.pass(LOG.getBytes(UTF_8).length)).isTrue();
        assertThat(all(lines)).hasSize(1);
        assertThat(lines.passedDigest()).isEqualTo(digest(LOG + part + " end\n"));
      }
    }
  }

  @Test
  void aLastLineThatIsAWholeObjectNeedsNoNewline() throws Exception {
    for (String last : List.of("{\"a\":1}", "{\"a\":\"" + LONG + "\"}")) {
      byte[] before = (LOG + last).getBytes(UTF_8);
      byte[] digest;
      for (int seed = 0; seed < 5; seed++) {
        try (var lines = new LogLines(moody(before, seed))) {
          assertThat(all(lines))
              .hasSize(6)
              .last()
              .isEqualTo(line(LOG.getBytes(UTF_8).length, last));
          assertThat(lines.offset()).isEqualTo(before.length);
          digest = lines.passedDigest();
        }
        byte[] now = (LOG + last + "\n{\"b\":2}\n").getBytes(UTF_8);
        try (var lines = new LogLines(moody(now, seed))) {
          assertThat(lines.pass(before.length)).isTrue();
          assertThat(lines.passedDigest()).isEqualTo(digest);
          assertThat(all(lines))
              .containsExactly(line(before.length, ""), line(before.length + 1, "{\"b\":2}"));
          assertThat(lines.passedDigest()).isEqualTo(digest(LOG + last + "\n{\"b\":2}\n"));
        }
        byte[] other = (LOG + last.replace('a', 'c') + "\n").getBytes(UTF_8);
        try (var lines = new LogLines(moody(other, seed))) {
          assertThat(lines.pass(before.length)).isTrue();
          assertThat(lines.passedDigest()).isNotEqualTo(digest);
        }
      }
    }
  }

  @Test
  void anyChangeChangesTheDigest() throws Exception {
    byte[] digest = digest("one\ntwo\nthree\n");
    for (String changed :
        List.of("two\none\nthree\n", "one\ntwo\n", "one\ntwo\nthreE\n", "one\ntwo\n\nhree\n")) {
      assertThat(digest(changed)).isNotEqualTo(digest);
    }
  }

  @Test
  void aFileThatIsShorterOrHasOtherLinesIsNotPassed() throws Exception {
    try (var lines = new LogLines(new ByteArrayInputStream("one\ntw".getBytes(UTF_8)))) {
      assertThat(lines.pass(8)).isFalse();
    }
    try (var lines = new LogLines(new ByteArrayInputStream("one\ntwo longer\n".getBytes(UTF_8)))) {
      assertThat(lines.pass(8)).isTrue();
      assertThat(lines.passedDigest()).isNotEqualTo(digest("one\ntwo\n"));
    }
  }
}
