package dev.stackunderflow.core.ingest;

import static dev.stackunderflow.core.ingest.ClaudeLines.answer;
import static dev.stackunderflow.core.ingest.ClaudeLines.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged line costs only itself. */
class DamagedLinesTest {

  @TempDir Path folder;
  private LogHome home;
  private Path log;

  @BeforeEach
  void home() {
    home = new LogHome(folder);
    log = home.claude("s");
  }

  @Test
  void aByteOrderMarkAndCarriageReturnsAreNotDamage() throws Exception {
    LogHome.write(log, "\uFEFF" + user(1, "first") + "\r", answer(2, "m", 5) + "\r");
    IngestReport report = home.ingest();
    assertThat(report.linesSkipped()).isZero();
    assertThat(report.eventsAdded()).isEqualTo(2);
    assertThat(home.total().tokens().output()).isEqualTo(5);
  }

  @Test
  void runsOfZeroBytesAreNotDamage() throws Exception {
    String zeros = "\0".repeat(5000);
    LogHome.write(log, user(1, "a"), zeros + answer(2, "m", 5), user(3, "b") + zeros, zeros);
    IngestReport report = home.ingest();
    assertThat(report.linesSkipped()).isZero();
    assertThat(report.eventsAdded()).isEqualTo(3);
  }

  @Test
  void twoRecordsOnOneLineAreTwoEvents() throws Exception {
    LogHome.write(log, user(1, "é") + answer(2, "m", 5), user(3, "c"));
    IngestReport report = home.ingest();
    assertThat(report.linesSkipped()).isZero();
    assertThat(home.rows("SELECT uuid FROM messages ORDER BY seq"))
        .containsExactly("u1", "u2", "u3");
    assertThat(home.total().tokens().output()).isEqualTo(5);
  }

  @Test
  void aWholeRecordBehindOneThatWasCutOffIsRead() throws Exception {
    String cut = answer(2, "m", 7).substring(0, 150);
    LogHome.write(log, user(1, "a"), cut + answer(3, "n", 5), user(4, "d"));
    IngestReport report = home.ingest();
    assertThat(report.linesSkipped()).isEqualTo(1);
    assertThat(home.rows("SELECT uuid FROM messages ORDER BY seq"))
        .containsExactly("u1", "u3", "u4");
  }

  @Test
  void aPartOfARecordThatWasCutOffIsNotTakenForOne() throws Exception {
    String answer = answer(2, "m", 7);
    LogHome.write(log, user(1, "a"), answer.substring(0, answer.length() - 20), user(3, "c"));
    IngestReport report = home.ingest();
    assertThat(report.linesSkipped()).isEqualTo(1);
    assertThat(report.eventsAdded()).isEqualTo(2);
  }

  @Test
  void aFileWithoutOneGoodLineIsSaidAndReadOnceItHasOne() throws Exception {
    LogHome.write(log, "no JSON", "{\"cut");
    IngestReport report = home.ingest();
    assertThat(report.linesSkipped()).isEqualTo(2);
    assertThat(report.unreadLines()).hasSize(2);
    LogHome.write(log, "no JSON", "{\"cut", user(1, "a"));
    assertThat(home.ingest().eventsAdded()).isEqualTo(1);
    assertThat(home.ingest().linesSkipped()).isZero();
  }

  @Test
  void damagedLinesAreNamedAndThoseWithTokensWarnedAbout() throws Exception {
    String answer = answer(2, "m", 7);
    LogHome.write(log, user(1, "a"), answer.substring(0, answer.length() - 20), "{broken");
    IngestReport report = home.ingest();
    Path real = log.toRealPath();
    assertThat(report.unreadLines())
        .containsExactly(
            new IngestReport.UnreadLine(real, 2), new IngestReport.UnreadLine(real, 3));
    assertThat(report.warnings())
        .singleElement()
        .asString()
        .contains(real.toString(), "damaged lines with token counts", "too low");
    assertThat(home.ingest().warnings()).isEmpty();
  }

  @Test
  void aFileThatLooksLikeALogAndIsNotReadIsReported() throws Exception {
    LogHome.write(log, user(1, "a"));
    Path odd = LogHome.write(log.resolveSibling("s/notes/other.jsonl"), "{}");
    Path journal = LogHome.write(log.resolveSibling("s/subagents/workflows/w/journal.jsonl"), "{}");
    assertThat(home.ingest().unreadFiles())
        .containsExactly(odd.toRealPath())
        .doesNotContain(journal.toRealPath());
  }

  @Test
  void aLogThatGrowsWithoutAnotherTimeIsReadOn() throws Exception {
    LogHome.write(log, user(1, "a"));
    FileTime time = Files.getLastModifiedTime(log);
    home.ingest();
    LogHome.append(log, user(2, "b"));
    Files.setLastModifiedTime(log, time);
    assertThat(home.ingest().eventsAdded()).isEqualTo(1);
  }
}
