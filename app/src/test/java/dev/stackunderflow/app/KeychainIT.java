package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vault's key in a Secret Service, in a session bus of its own. */
class KeychainIT {

  @TempDir Path folder;

  private static boolean isThere(String tool) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
  }

  @Test
  void theKeychainHoldsTheKeyAndItsSuccessor() throws Exception {
    assumeTrue(
        (isThere("dbus-run-session") && isThere("gnome-keyring-daemon"))
            || "required".equals(System.getenv("STACKUNDERFLOW_INTEROP")),
        "no Secret Service here");
    Path nas = Files.createDirectory(folder.resolve("nas"));
    String command =
        "'%s' --enable-native-access=ALL-UNNAMED -cp '%s' dev.stackunderflow.app.Main"
            .formatted(
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"));
    String script =
        """
        echo -n password | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
        stackunderflow() { %s "$@"; }
        stackunderflow sync init --bucket 'file://%s' --key-from-keychain || exit 11
        stackunderflow sync push || exit 12
        stackunderflow sync key check || exit 13
        stackunderflow sync key rotate --key-from-keychain second || exit 14
        stackunderflow sync status --json || exit 15
        """
            .formatted(command, nas);

    Process process = start(List.of("dbus-run-session", "--", "sh", "-c", script));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("This device stored it in the keychain's entry vault")
        .contains("1 of 1 device can be read")
        .contains("\"key_source\" : \"keychain:second\"")
        .contains("\"key_available\" : true");
    assertThat(Files.readString(folder.resolve(".stackunderflow/sync/device.json")))
        .doesNotContain("AGE-SECRET-KEY");
  }

  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().remove("STACKUNDERFLOW_HOME");
    return builder.start();
  }

  @Test
  void withoutAKeychainItIsSaidInWords() {
    Map<String, String> env =
        Map.of("HOME", folder.toString(), "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    assumeTrue(System.getenv("DBUS_SESSION_BUS_ADDRESS") == null, "a desktop's session");

    Shell.Run run =
        Shell.run(
            env, "sync", "init", "--bucket", "file://" + folder, "--key-from-keychain", "none");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("no usable keychain now", "--key-file");
  }
}
