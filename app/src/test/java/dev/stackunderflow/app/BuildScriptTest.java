package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * scripts/build notices when sources are newer than the build. Maven is a script that notes calls.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BuildScriptTest {

  private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();

  private Path root;
  private Path source;

  @BeforeEach
  void createTree(@TempDir Path folder) throws Exception {
    root = folder.toRealPath();
    Path scripts = Files.createDirectory(root.resolve("scripts"));
    script(scripts.resolve("build"), Files.readString(SCRIPTS.resolve("build")));
    script(scripts.resolve("maven"), "#!/bin/sh\necho " + root + "/fake-maven\n");
    Path java = Files.createDirectories(root.resolve("jdk/bin")).resolve("java");
    script(java, "#!/bin/sh\nexit 0\n");
    script(java.resolveSibling("javac"), "#!/bin/sh\n");
    script(scripts.resolve("java25"), "#!/bin/sh\necho " + java + "\n");
    script(scripts.resolve("prepare-start"), "#!/bin/sh\necho \"$1 $2\" >>" + root + "/prepared\n");
    script(
        root.resolve("fake-maven"),
        "#!/bin/sh\necho \"$JAVA_HOME $*\" >>" + root + "/calls\n[ ! -e " + root + "/broken ]\n");
    for (String module : List.of("core", "sync", "app")) {
      Path main = Files.createDirectories(root.resolve(module + "/src/main"));
      Files.writeString(main.resolve("A.java"), "class A {}");
      Files.writeString(root.resolve(module + "/pom.xml"), "<project/>");
    }
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    source = root.resolve("core/src/main/A.java");
    Files.createDirectory(root.resolve("core/src/test"));
    ageAll();
  }

  private static void script(Path file, String content) throws Exception {
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Makes everything an hour old, so that the next build is newer. */
  private void ageAll() throws Exception {
    var hourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (var files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, hourAgo);
      }
    }
  }

  private int build() throws Exception {
    return result(start("output"));
  }

  private Process start(String output) throws Exception {
    return new ProcessBuilder(root.resolve("scripts/build").toString(), "app")
        .redirectErrorStream(true)
        .redirectOutput(root.resolve(output).toFile())
        .start();
  }

  private static int result(Process process) throws Exception {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private long calls() throws Exception {
    Path calls = root.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  private void touch(Path file) throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
  }

  @Test
  void itBuildsOnceAndAgainOnlyAfterAChange() throws Exception {
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(1);
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(1);
    touch(source);
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(2);
    assertThat(Files.readString(root.resolve("output"))).contains("Sources have changed");
  }

  @Test
  void mavenRunsOnTheJdkThatWasFoundAndARuntimeIsNotEnough() throws Exception {
    assertThat(build()).isZero();
    assertThat(Files.readString(root.resolve("calls"))).startsWith(root + "/jdk -q ");
    Files.delete(root.resolve("jdk/bin/javac"));
    touch(source);
    assertThat(build()).isEqualTo(1);
    assertThat(Files.readString(root.resolve("output")))
        .contains("has no compiler", "JDK 25", "STACKUNDERFLOW_JAVA");
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aNewADeletedAndAMovedSourceAndThePomAreChanges() throws Exception {
    assertThat(build()).isZero();
    Files.delete(source);
    touch(root.resolve("core/src/main"));
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(2);
    ageAll();
    assertThat(build()).isZero();
    touch(root.resolve("pom.xml"));
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void aChangeOfTestsDoesNotRebuildTheProgram() throws Exception {
    assertThat(build()).isZero();
    touch(Files.writeString(root.resolve("core/src/test/ATest.java"), "class ATest {}"));
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsIsRepeated() throws Exception {
    Files.createFile(root.resolve("broken"));
    assertThat(build()).isEqualTo(1);
    assertThat(Files.readString(root.resolve("output"))).contains("The build failed");
    assertThat(build()).isEqualTo(1);
    Files.delete(root.resolve("broken"));
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(3);
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(3);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Path maven = root.resolve("fake-maven");
    String wait = "\nwhile [ ! -e " + root + "/go ]; do sleep 0.05; done\n";
    script(maven, Files.readString(maven) + wait);
    Process first = start("output");
    Service.await("the first build", () -> calls() == 1);
    Process second = start("second");
    Path output = root.resolve("second");
    Service.await("the second", () -> Files.readString(output).contains("Another build"));
    Files.createFile(root.resolve("go"));
    assertThat(result(first)).isZero();
    assertThat(result(second)).isZero();
    assertThat(calls()).isEqualTo(1);
    assertThat(root.resolve("app/target/run.lock")).doesNotExist();
  }

  @Test
  void aLockOfABuildThatWasKilledIsTaken() throws Exception {
    Path target = Files.createDirectories(root.resolve("app/target"));
    Files.createSymbolicLink(target.resolve("run.lock"), Path.of("999999999"));
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(1);
  }

  @Test
  void withoutMavenAnOldBuildIsUsedAndSaysSo() throws Exception {
    assertThat(build()).isZero();
    script(root.resolve("scripts/maven"), "#!/bin/sh\nexit 1\n");
    touch(source);
    assertThat(build()).isZero();
    assertThat(calls()).isEqualTo(1);
    assertThat(Files.readString(root.resolve("output"))).contains("old build");
  }

  @Test
  void theStartIsPreparedAfterEachBuildAndNotNeeded() throws Exception {
    assertThat(build()).isZero();
    assertThat(root.resolve("prepared")).hasContent("app/target/run " + root + "/jdk/bin/java");
    script(root.resolve("scripts/prepare-start"), "#!/bin/sh\nexit 1\n");
    touch(source);
    assertThat(build()).isZero();
    assertThat(Files.readString(root.resolve("output"))).contains("starts more slowly");
  }
}
