package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.file.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoLogTest {

  @Test
  void aLogOfAnyLengthIsThreeFilesOfAMegabyteThatOnlyTheUserCanReach(@TempDir Path folder)
      throws Exception {
    var home = new Home(folder.resolve("100%h %g"));
    try (AutoLog log = AutoLog.open(home)) {
      for (int i = 0; i < 50_000; i++) {
        log.say("line " + i + " with what a line says: so many of this, so many of that, words");
      }
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.logs())))
        .isEqualTo("rwx------");
    List<Path> files;
    try (var list = Files.list(home.logs())) {
      files = list.sorted().toList();
    }
    assertThat(files).hasSize(3);
    for (Path file : files) {
      assertThat(Files.size(file)).isLessThan(1_100_000);
    }
    assertThat(Files.readString(files.getFirst()))
        .endsWith(
            "line 49999 with what a line says: so" + " many of this, so many of that, words\n");
  }

  @Test
  void aLineIsALineWhateverIsSaid(@TempDir Path folder) throws Exception {
    var home = new Home(folder.resolve("home"));
    try (AutoLog log = AutoLog.open(home)) {
      log.say("one\ntwo\u001b[31m");
    }
    assertThat(Files.readAllLines(home.logs().resolve("stackunderflow.0.log")))
        .singleElement()
        .asString()
        .endsWith(" one?two?[31m");
  }
}
