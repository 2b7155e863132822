package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Making continuous sync a service, against a systemctl that only notes what it is asked. */
@EnabledOnOs(OS.LINUX)
class InstallIT {

  private Machine machine;
  private Path asked;
  private Path unit;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    machine = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    Path bucket = Files.createDirectories(folder.resolve("bucket"));
    machine.init(bucket.toUri().toString());
    Path bin = Files.createDirectories(folder.resolve("bin"));
    asked = folder.resolve("asked");
    Path systemctl = bin.resolve("systemctl");
    Files.writeString(
        systemctl,
        """
        #!/bin/sh
        echo "$*" >>'%s'
        if [ -e '%s.fail' ]; then echo "Failed to connect to bus"; exit 1; fi
        """
            .formatted(asked, asked));
    assertThat(systemctl.toFile().setExecutable(true)).isTrue();
    machine.env().put("PATH", bin + ":/usr/bin:/bin");
    unit = machine.folder().resolve(".config/systemd/user/stackunderflow-sync.service");
  }

  private Shell.Run run(String... args) {
    return Shell.run(machine.env(), args);
  }

  @Test
  void itIsShownAndAskedForBeforeAnythingIsWritten() {
    Shell.Run run = run("sync", "auto", "--install");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains(unit.toString(), "ExecStart=", "systemctl --user enable --now");
    assertThat(run.err())
        .contains("Nothing was changed")
        .contains(Machine.KEY)
        .contains("service.env");
    assertThat(unit).doesNotExist();
    assertThat(asked).doesNotExist();
  }

  @Test
  void itIsWrittenBegunAndTakenAway() throws Exception {
    Shell.Run installed = run("sync", "auto", "--install", "--yes");
    assertThat(installed.exitCode()).as(installed.err()).isZero();
    assertThat(installed.err()).contains("Installed").contains("sync auto --enable");
    assertThat(installed.out()).contains(Files.readString(unit));
    assertThat(Files.readString(unit)).doesNotContain(machine.key());
    assertThat(asked)
        .hasContent(
            """
            --user daemon-reload
            --user enable --now stackunderflow-sync.service
            """);
    assertThat(run("sync", "auto", "--uninstall").exitCode()).isEqualTo(2);
    assertThat(unit).exists();
    assertThat(run("sync", "auto", "--uninstall", "--yes").exitCode()).isZero();
    assertThat(unit).doesNotExist();
    assertThat(Files.readAllLines(asked).getLast())
        .isEqualTo("--user disable --now stackunderflow-sync.service");
    assertThat(run("sync", "auto", "--uninstall", "--yes").err()).contains("There is no service");
  }

  /** As after an update, or when the program was moved. */
  @Test
  void installingAgainStartsTheProgramThatIsThereNow() throws Exception {
    run("sync", "auto", "--install", "--yes");
    Files.writeString(unit, "of another version");
    Files.delete(asked);
    Shell.Run again = run("sync", "auto", "--install", "--yes");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("systemctl --user disable --now", "ExecStart=");
    assertThat(Files.readString(unit)).contains("ExecStart=");
    assertThat(asked)
        .hasContent(
            """
            --user disable --now stackunderflow-sync.service
            --user daemon-reload
            --user enable --now stackunderflow-sync.service
            """);
  }

  /** A service sees no variable of the shell that installs it. */
  @Test
  void itReadsWhatThisShellReads() throws Exception {
    String home = machine.env().get("HOME");
    machine.env().put("QWEN_HOME", "/data/qwen");
    machine.env().put("AMP_DATA_DIR", "/data/amp");
    machine.env().put("XDG_DATA_HOME", "/data/share");
    machine.env().put("STACKUNDERFLOW_HOME", "~/.stackunderflow");
    machine.env().put("MY_TOKEN", "secret");
    assertThat(run("sync", "auto", "--install", "--yes").exitCode()).isZero();
    assertThat(Files.readString(unit).lines().filter(line -> line.startsWith("Environment=")))
        .contains(
            "Environment=\"QWEN_HOME=/data/qwen\"",
            "Environment=\"AMP_DATA_DIR=/data/amp\"",
            "Environment=\"XDG_DATA_HOME=/data/share\"",
            "Environment=\"STACKUNDERFLOW_HOME=" + home + "/.stackunderflow\"")
        .noneMatch(line -> line.contains("MY_TOKEN") || line.contains("\"HOME="));
  }

  /** As doctor recommends. */
  @Test
  void itIsTurnedOnAndInstalledAtOnce() {
    assertThat(run("sync", "auto", "--enable", "--install").err()).contains("Nothing was changed");
    assertThat(run("sync", "auto").out()).contains("off");
    Shell.Run run = run("sync", "auto", "--enable", "--install", "--yes");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Installed.").doesNotContain("It does nothing until");
    assertThat(run("sync", "auto").out()).contains("on");
    assertThat(run("sync", "auto", "--disable", "--enable").exitCode()).isEqualTo(2);
  }

  @Test
  void whatDoesNotWorkIsSaidWithWhatIsSo() throws Exception {
    Files.createFile(Path.of(asked + ".fail"));
    Shell.Run run = run("sync", "auto", "--install", "--yes");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("systemctl --user daemon-reload", "Failed to connect to bus", "was written");
  }
}
