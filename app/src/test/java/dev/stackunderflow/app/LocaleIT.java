package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A home folder with letters that the locale of cron or of a container lacks. */
@EnabledOnOs(OS.LINUX)
class LocaleIT {

  private static String run(int exitCode, Map<String, String> env, List<String> command)
      throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(env);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(out).isEqualTo(exitCode);
    return out;
  }

  /** Without the launcher: an exception before the command used to end it without a word. */
  @Test
  void aHomeThatTheLocaleCannotNameIsSaid() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "HOME=$(printf '/nowhere/\\303\\251') exec \"$0\" \"$@\""));
    command.addAll(Service.java(Main.class));
    command.add("sessions");
    assertThat(run(1, Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin"), command))
        .contains("This locale has no letters for the path /nowhere/", "Set LC_ALL=C.UTF-8")
        .doesNotContain("\tat ");
  }

  /** A user id that the system does not know, as in a container: a folder called ? was made. */
  @Test
  void aUserWithoutAHomeIsSaid() throws Exception {
    List<String> command = new ArrayList<>(Service.java(Main.class));
    command.add(1, "-Duser.home=?");
    command.add("sessions");
    assertThat(run(1, Map.of("PATH", "/usr/bin:/bin"), command))
        .contains("This user has no home folder", "Set HOME")
        .doesNotContain("\tat ");
  }

  /** Java does not start there, and says so in words of its own. */
  @ParameterizedTest
  @CsvSource({"report, 2, The folder that you are in was deleted", "statusline, 0, runs in /"})
  void inADeletedFolderTheLauncherSaysSo(String command, int exitCode, String words)
      throws Exception {
    Path launch = Path.of("../packaging/launch").toAbsolutePath().normalize();
    String script =
        "folder=$(mktemp -d); cd \"$folder\"; rmdir \"$folder\"; app=/none; java=x; launcher=x;"
            + " exec() { echo \"runs in $(pwd)\"; }; set -- "
            + command
            + "; . "
            + launch;
    assertThat(run(exitCode, Map.of("PATH", "/usr/bin:/bin"), List.of("bash", "-c", script)))
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', '', C.UTF-8",
    "C, '', '', C.UTF-8, ''",
    "'', '', POSIX, '', C.UTF-8",
    "'', C, de_DE.UTF-8, '', C.UTF-8",
    "'', '', de_DE.UTF-8, '', ''",
    "de_DE.ISO-8859-1, C, C, de_DE.ISO-8859-1, C"
  })
  void theLauncherGivesJavaALocaleThatNamesAllFiles(
      String all, String letters, String lang, String givenAll, String givenLetters)
      throws Exception {
    Path launch = Path.of("../packaging/launch").toAbsolutePath().normalize();
    String script =
        "java=printer; app=/none; launcher=x; printer() { :; };"
            + " exec() { echo \"<${LC_ALL:-}> <${LC_CTYPE:-}>\"; }; . "
            + launch;
    var env = new java.util.HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    Map.of("LC_ALL", all, "LC_CTYPE", letters, "LANG", lang)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                env.put(name, value);
              }
            });
    assertThat(Files.isReadable(launch)).isTrue();
    assertThat(run(0, env, List.of("bash", "-c", script)))
        .contains("<" + givenAll + "> <" + givenLetters + ">");
  }

  @Test
  void theTestsRunInALocaleThatNamesAllFiles(@TempDir Path folder) throws Exception {
    Path check = folder.resolve("check");
    Files.copy(Path.of("../check"), check);
    Path scripts = Files.createDirectory(folder.resolve("scripts"));
    script(scripts.resolve("java25"), "echo /none/bin/java");
    script(scripts.resolve("maven"), "echo " + folder.resolve("mvn"));
    script(folder.resolve("mvn"), "echo \"<${LC_ALL:-}>\"");
    List<String> command = List.of("sh", check.toString());
    assertThat(run(0, Map.of("PATH", "/usr/bin:/bin"), command)).contains("<C.UTF-8>");
    assertThat(run(0, Map.of("PATH", "/usr/bin:/bin", "LANG", "de_DE.UTF-8"), command))
        .contains("<>");
  }

  private static void script(Path file, String line) throws Exception {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
