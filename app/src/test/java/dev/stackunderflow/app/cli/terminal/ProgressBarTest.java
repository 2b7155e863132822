package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a progress bar is drawn, and what. */
class ProgressBarTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private long nanos;

  private ProgressBar bar(ProgressBar.Style style, ProgressBar.Unit unit) {
    var out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    return new ProgressBar(out, style, unit, () -> nanos);
  }

  private void pass(long millis) {
    nanos += millis * 1_000_000;
  }

  @Test
  void quickWorkShowsNothing() {
    try (var bar = bar(ProgressBar.Style.BAR, ProgressBar.Unit.ITEMS)) {
      pass(999);
      bar.at("indexing", 1, 2);
    }
    assertThat(screen.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void nothingIsDrawnWhereNobodyLooks() {
    try (var bar = bar(ProgressBar.Style.NONE, ProgressBar.Unit.ITEMS)) {
      pass(5000);
      bar.at("indexing", 1, 2);
    }
    assertThat(screen.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aBarHasItsPartFilledAndIsRemovedAtTheEnd() {
    try (var bar = bar(ProgressBar.Style.BAR, ProgressBar.Unit.BYTES)) {
      pass(1000);
      bar.at("uploading", 500_000, 1_000_000);
    }
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\033[?7l\r\033[Kuploading: 500 kB of 1.0 MB  [############            ] \033[?7h"
                + "\r\033[K");
  }

  @Test
  void itIsRedrawnTenTimesASecondAtMost() {
    try (var bar = bar(ProgressBar.Style.BAR, ProgressBar.Unit.ITEMS)) {
      pass(1000);
      for (int i = 0; i < 100; i++) {
        bar.at("reading", i, 100);
        pass(10);
      }
    }
    assertThat(screen.toString(StandardCharsets.UTF_8).split("reading", -1)).hasSize(11);
  }

  @Test
  void anUnknownTotalIsAnEmptyBarAndMoreThanAllIsAFullOne() {
    try (var bar = bar(ProgressBar.Style.BAR, ProgressBar.Unit.ITEMS)) {
      pass(1000);
      bar.at("reading", 3, 0);
      pass(200);
      bar.at("reading", 30, 10);
    }
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .contains("[" + " ".repeat(24) + "]", "[" + "#".repeat(24) + "]");
  }

  @Test
  void aSecondOfOneKindOfWorkGivesARateAndTheTimeThatIsLeft() {
    try (var bar = bar(ProgressBar.Style.BAR, ProgressBar.Unit.BYTES)) {
      bar.at("packing", 0, 10);
      pass(5000);
      bar.at("uploading", 0, 100_000_000);
      pass(2000);
      bar.at("uploading", 20_000_000, 100_000_000);
    }
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .contains("0 B of 100 MB  [", "20 MB of 100 MB, 10 MB/s, 8 s left");
  }

  @Test
  void aLogGetsAPlainLineEveryTenSeconds() {
    try (var bar = bar(ProgressBar.Style.LINES, ProgressBar.Unit.ITEMS)) {
      for (int second = 0; second <= 25; second++) {
        bar.at("reading logs", second * 2L, 60);
        pass(1000);
      }
    }
    assertThat(screen.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "reading logs: 20 of 60, 2/s, 20 s left", "reading logs: 40 of 60, 2/s, 10 s left");
  }

  @Test
  void aStreamThatIsAFileOrAPipeIsNoTerminal(@TempDir Path folder) throws Exception {
    Path file = Files.createSymbolicLink(folder.resolve("file"), folder.resolve("errors.log"));
    Path pipe = Files.createSymbolicLink(folder.resolve("pipe"), Path.of("pipe:[4711]"));
    Path terminal = Files.createSymbolicLink(folder.resolve("tty"), Path.of("/dev/pts/3"));
    assertThat(ErrorStream.mayBeTerminal(file)).isFalse();
    assertThat(ErrorStream.mayBeTerminal(pipe)).isFalse();
    assertThat(ErrorStream.mayBeTerminal(terminal)).isTrue();
    assertThat(ErrorStream.mayBeTerminal(folder.resolve("none"))).isTrue();
  }
}
