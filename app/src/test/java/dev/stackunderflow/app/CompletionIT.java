package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shells themselves complete with the scripts; a shell that is not installed is skipped. */
class CompletionIT {

  @TempDir private Path folder;

  private static Shell.Run completion(String... args) {
    return Shell.run(
        Map.of("HOME", "/nowhere"),
        Stream.concat(Stream.of("completion"), Stream.of(args)).toArray(String[]::new));
  }

  private String complete(String shell, String command) throws Exception {
    assumeThat(List.of("/usr/bin/" + shell, "/bin/" + shell))
        .anyMatch(file -> Files.isExecutable(Path.of(file)));
    Path script = folder.resolve("completion");
    Files.writeString(script, completion(shell).out());
    var builder =
        new ProcessBuilder(shell, "-c", command.replace("SCRIPT", script.toString()))
            .redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void bashCompletesSubcommands() throws Exception {
    assertThat(
            complete(
                "bash",
                "source SCRIPT; COMP_WORDS=(stackunderflow sync pu); COMP_CWORD=2;"
                    + " _complete_stackunderflow; echo \"${COMPREPLY[@]}\""))
        .contains("push", "pull");
  }

  /** What bash or zsh completes the last of these words to. */
  private String walk(String shell, String... words) throws Exception {
    String typed = "'" + String.join("' '", words) + "'";
    return complete(
            shell,
            (shell.equals("zsh") ? "autoload -U +X compinit && compinit -u; " : "")
                + "source SCRIPT; "
                + (shell.equals("zsh") ? "setopt ksharrays shwordsplit; " : "")
                + "COMP_WORDS=(stackunderflow %s); COMP_CWORD=%d; _complete_stackunderflow;"
                    .formatted(typed, words.length)
                + " echo \"${COMPREPLY[@]}\"")
        .strip();
  }

  @Test
  void aValueSpelledLikeACommandIsAValue() throws Exception {
    assertThat(walk("bash", "sessions", "--branch", "carry", "ca")).isEqualTo("carry");
    assertThat(walk("bash", "sessions", "--branch", "ca")).isEmpty();
    assertThat(walk("bash", "search", "--agent", "sync", "pu")).isEmpty();
    assertThat(walk("bash", "sync", "--json", "devices", "re")).contains("rename", "revoke");
    assertThat(walk("bash", "report", "--agent", "open")).contains("opencode", "openclaw");
    // zsh itself leaves out what does not match.
    assertThat(walk("zsh", "sessions", "--branch", "carry", "")).contains("carry", "--limit");
    assertThat(walk("zsh", "sessions", "carry", "")).contains("--to").doesNotContain("--limit");
    assertThat(
            complete(
                "fish", "source SCRIPT; complete -C 'stackunderflow sessions --branch carry ca'"))
        .contains("carry\t");
    assertThat(complete("fish", "source SCRIPT; complete -C 'stackunderflow sessions --branch ca'"))
        .doesNotContain("carry\t");
  }

  @Test
  void anOptionsValuesAreCompleted() throws Exception {
    assertThat(walk("bash", "report", "--by", "d")).isEqualTo("day device");
    assertThat(walk("bash", "report", "--by", "=", "d")).isEqualTo("day device");
    assertThat(walk("zsh", "report", "--by", "")).startsWith("hour day week").endsWith("pr tool");
    assertThat(walk("bash", "show", "--html", folder.resolve("comp").toString()))
        .isEqualTo(folder.resolve("completion").toString());
    assertThat(complete("fish", "source SCRIPT; complete -C 'stackunderflow report --by da'"))
        .contains("day\t")
        .doesNotContain("hour\t");
  }

  @Test
  void aCommandWithSubcommandsHasItsOwnOptions() throws Exception {
    assertThat(walk("bash", "sessions", "--wa")).isEqualTo("--watch");
    assertThat(complete("fish", "source SCRIPT; complete -C 'stackunderflow sessions --wa'"))
        .contains("--watch");
  }

  @Test
  void zshLoadsIt() throws Exception {
    assertThat(
            complete(
                "zsh",
                "autoload -U +X compinit && compinit -u; autoload -U +X bashcompinit &&"
                    + " bashcompinit; source SCRIPT; echo ${_comps[stackunderflow]}"))
        .contains("_complete_stackunderflow");
  }

  @Test
  void fishCompletesSubcommandsAndOptions() throws Exception {
    assertThat(complete("fish", "source SCRIPT; complete -C 'stackunderflow sync pu'"))
        .contains("pull\t", "push\t")
        .doesNotContain("ingest");
    assertThat(complete("fish", "source SCRIPT; complete -C 'stackunderflow sync push --js'"))
        .contains("--json");
    assertThat(complete("fish", "source SCRIPT; complete -C 'stackunderflow '"))
        .contains("ingest\t", "doctor\t")
        .doesNotContain("push");
  }

  @Test
  void powershellsScriptHasEveryCommand() {
    assertThat(completion("powershell").out())
        .contains("'sync key' = 'fingerprint check show backup sheet rotate", "--key-from-env");
  }

  @Test
  void anotherShellIsRefused() {
    Shell.Run run = completion("tcsh");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no completion for tcsh");
  }
}
