package dev.stackunderflow.core.carry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.export.SessionFile.Copy;
import dev.stackunderflow.core.file.HomeFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDirectoryTest {

  private static final PathMap PATHS =
      PathMap.of(
          new Copy(1, "laptop", 1, "-Users-x-src-app", "/Users/x/src/app", ""),
          Path.of("/home/y/work \"here\""),
          Path.of("/home/y"));

  private static String claude(String line) {
    return new WorkingDirectory("cwd").mapped(line, PATHS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /Users/x/src/app        | /home/y/work "here"
          /Users/x/src/app/docs/a | /home/y/work "here"/docs/a
          /Users/x/src/apple      | /home/y/src/apple
          /Users/x                | /home/y
          /Users/xavier/src/app   | /Users/xavier/src/app
          /opt/app                | /opt/app
          """)
  void foldersOfTheProjectAndOfTheHomeFolderAreMapped(String from, String to) {
    assertThat(PATHS.map(from)).isEqualTo(to);
  }

  @Test
  void windowsPathsBecomeThisSystems() {
    PathMap paths =
        PathMap.of(
            new Copy(1, "pc", 1, "C--Users-x-app", "C:\\Users\\x\\app\\sub", ""),
            Path.of("/home/y/app"),
            Path.of("/home/y"));
    assertThat(paths.map("C:\\Users\\x\\app\\sub\\a")).isEqualTo("/home/y/app/sub/a");
    assertThat(paths.map("C:\\Users\\x\\b\\c")).isEqualTo("/home/y/b/c");
    assertThat(HomeFolder.relative("C:\\Users\\x\\b\\c", "")).isEqualTo("b/c");
    assertThat(HomeFolder.relative("/workspaces/app", "")).isNull();
  }

  @Test
  void onlyTheFieldThatNamesItChanges() {
    String line =
        """
        {"a" : [ {"cwd":"/Users/x/src/app"} ], "message":{"cwd":"/Users/x/src/app","content":"in \
        \\u00e9 \\"cwd\\":\\"/Users/x/src/app\\""},  "cwd" : "\\/Users\\/x/src/app/\u00e9" , "n":1e400,"z":null}""";
    assertThat(claude(line))
        .isEqualTo(
            line.replace(
                "\"\\/Users\\/x/src/app/\u00e9\"", "\"/home/y/work \\\"here\\\"/\u00e9\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"cwd":null}
          {"cwd":["/Users/x/src/app"]}
          {"payload":{"cwd":"/Users/x/src/app"}}
          {"cwd":"/opt/app"}
          not JSON "cwd":"/Users/x/src/app"
          {"cwd":
          """)
  void aLineThatNamesNoneOfItsFoldersStaysAsItIs(String line) {
    assertThat(claude(line)).isEqualTo(line);
  }

  @Test
  void codexNamesItInThePayload() {
    assertThat(
            new WorkingDirectory("payload", "cwd")
                .mapped(
                    """
                    {"cwd":"/Users/x/src/app","payload":{"git":{"cwd":"/Users/x/src/app"},\
                    "cwd":"/Users/x/src/app/b"}}""",
                    PATHS))
        .isEqualTo(
            """
            {"cwd":"/Users/x/src/app","payload":{"git":{"cwd":"/Users/x/src/app"},\
            "cwd":"/home/y/work \\"here\\"/b"}}""");
  }
}
