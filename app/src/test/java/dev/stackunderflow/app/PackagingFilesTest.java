package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the packages of other platforms consist of, as far as it can be checked on this one. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PackagingFilesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static String output(Path folder, String... command) throws Exception {
    Path file = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("HOME");
    Process process = builder.redirectOutput(file.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(file)).isZero();
    return Files.readString(file);
  }

  /** A tag can be moved to other code, a commit cannot. */
  @Test
  void theWorkflowsUseActionsByTheirCommits() throws Exception {
    try (var files = Files.list(ROOT.resolve(".github/workflows"))) {
      for (Path file : files.toList()) {
        assertThat(all("uses: (.*)", Files.readString(file)))
            .isNotEmpty()
            .allMatch(use -> use.matches("[\\w/-]+@[0-9a-f]{40} # v[0-9.]+"));
      }
    }
  }

  /** No other Java replaces it silently. */
  @Test
  void aJavaThatIsNamedMustBeOne(@TempDir Path folder) throws Exception {
    String script = ROOT.resolve("scripts/java25").toString();
    Path java = Path.of(System.getProperty("java.home"));
    assertThat(output(folder, "/usr/bin/env", "STACKUNDERFLOW_JAVA=" + java, script))
        .isEqualToIgnoringNewLines(java + "/bin/java");
    Path known = Files.writeString(folder.resolve("known"), "/bin/sh\n");
    Path old =
        Files.writeString(
            folder.resolve("java"), "#!/bin/sh\necho ' java.specification.version = 1.8'");
    assertThat(old.toFile().setExecutable(true)).isTrue();
    String named = "STACKUNDERFLOW_JAVA=" + old;
    String command = "if '%s' '%s' 2>&1; then echo taken; fi".formatted(script, known);
    assertThat(output(folder, "/usr/bin/env", named, "/bin/sh", "-c", command))
        .contains(old + ": that is Java 8, not a Java 25 or newer")
        .doesNotContain("taken");
  }

  @Test
  void aJavaIsFoundWithoutAHome(@TempDir Path folder) throws Exception {
    assertThat(output(folder, ROOT.resolve("scripts/java25").toString())).contains("bin/java");
  }

  /** A shell between them would split the words and interpret what is in them. */
  @Test
  void onWindowsTheNpmLauncherGivesJavaEachArgumentAsItIs(@TempDir Path folder) throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/node"))).isTrue();
    Path modules = folder.resolve("with space/node_modules");
    Path platform = modules.resolve("@stackunderflow/win32-x64");
    Files.createDirectories(platform.resolve("app/lib"));
    Files.writeString(platform.resolve("app/app.jar"), "");
    Path java = platform.resolve("runtime/bin/java.exe");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        platform.resolve("package.json"), "{\"stackunderflow\":{\"time\":1700000000}}");
    Path main = Files.createDirectories(modules.resolve("stackunderflow/bin"));
    Path launcher = main.resolve("stackunderflow.js");
    Files.copy(ROOT.resolve("packaging/npm-launcher.js"), launcher);
    Path windows = folder.resolve("windows.js");
    Files.writeString(
        windows,
        """
        Object.defineProperty(process, "platform", { value: "win32" });
        Object.defineProperty(process, "arch", { value: "x64" });
        """);
    String[] typed = {"search", "rain gauge", "a&b %PATH% \"c\""};
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/node", "-r", windows.toString(), launcher.toString()));
    command.addAll(List.of(typed));
    List<String> given = output(folder, command.toArray(new String[0])).lines().toList();
    assertThat(given).endsWith(typed);
    assertThat(given)
        .contains("-XX:AOTCache=" + platform.toRealPath().resolve("app/views.aot"))
        .containsAll(
            all(
                "(?<![\"\\w])(--?[A-Za-z][^ \"^%]+) ",
                Files.readString(ROOT.resolve("packaging/stackunderflow.cmd"))));
  }
}
