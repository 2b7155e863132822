package dev.stackunderflow.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {

  @TempDir private Path folder;

  @Test
  void eachCommandHasAPageWithItsHelp() throws Exception {
    ManPages.main(new String[] {folder.resolve("man1").toString(), "1795867200"});

    try (Stream<Path> pages = Files.list(folder.resolve("man1"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .contains(
              "stackunderflow.1",
              "stackunderflow-report.1",
              "stackunderflow-sync.1",
              "stackunderflow-sync-init.1",
              "stackunderflow-sync-key-backup.1")
          .allMatch(name -> name.matches("stackunderflow(-[a-z]+)*\\.1"));
    }
    assertThat(Files.readString(folder.resolve("man1/stackunderflow.1")))
        .contains(".SH EXIT STATUS\n.TP\n.B 0\ndone\n", ".B 9\na check failed: doctor");
    assertThat(Files.readString(folder.resolve("man1/stackunderflow-sync-init.1")))
        .startsWith(".TH \"STACKUNDERFLOW\\-SYNC\\-INIT\" 1 \"2026-11-28\" \"stackunderflow ")
        .contains(".SH NAME\nstackunderflow\\-sync\\-init \\- Set up sync:")
        .contains(".TP\n.B \\-\\-bucket=URL\n")
        .contains(".SH EXAMPLE\n.nf\n  stackunderflow sync init\n")
        .doesNotContain("%n", "@|");
  }

  @Test
  void everyLineIsARequestThatManKnowsOrText() throws Exception {
    ManPages.main(new String[] {folder.toString()});

    try (Stream<Path> pages = Files.list(folder)) {
      for (Path page : pages.toList()) {
        List<String> lines = Files.readAllLines(page);
        assertThat(lines)
            .allMatch(
                line ->
                    (!line.startsWith(".") && !line.startsWith("'"))
                        || line.matches("\\.(TH|SH|TP|B|BR|br|nf|fi)( .*)?"))
            .noneMatch(line -> line.matches(".*\\\\(?![-e&]).*"));
        String filled = Files.readString(page).replaceAll("(?s)\\.nf\n.*?\\.fi\n", "");
        assertThat(filled.lines())
            .as("mandoc -Tlint")
            .allMatch(line -> line.startsWith(".") || line.length() <= 80);
      }
    }
  }

  @Test
  void whatLooksLikeARequestOrAnEscapeIsText() {
    assertThat(ManPages.text(".so /etc/passwd\n'ab \\n --x"))
        .isEqualTo("\\&.so /etc/passwd\n\\&'ab \\en \\-\\-x");
  }
}
