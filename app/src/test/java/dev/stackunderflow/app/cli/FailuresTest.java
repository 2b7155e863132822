package dev.stackunderflow.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.api.SyncException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each kind of failure has its exit code and a message without a stack trace. */
class FailuresTest {

  private static final Path HOME = Path.of("/home/me/.stackunderflow");

  @Test
  void eachKindHasItsExitCode() {
    assertThat(Failures.exitCode(new UsageException("x"))).isEqualTo(ExitCode.USAGE);
    assertThat(Failures.exitCode(new SyncException.Usage("x"))).isEqualTo(ExitCode.USAGE);
    assertThat(Failures.exitCode(new FileAlreadyExistsException("f"))).isEqualTo(ExitCode.USAGE);
    assertThat(Failures.exitCode(new SyncException.NotConfigured("x")))
        .isEqualTo(ExitCode.NOT_SET_UP);
    assertThat(Failures.exitCode(new SyncException.WrongKey("x"))).isEqualTo(ExitCode.WRONG_KEY);
    assertThat(Failures.exitCode(new SyncException.Unreachable("x", null)))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(Failures.exitCode(new SyncException.Denied("x", null))).isEqualTo(ExitCode.DENIED);
    assertThat(Failures.exitCode(new SyncException.Tampered("x"))).isEqualTo(ExitCode.TAMPERED);
    assertThat(Failures.exitCode(new SyncException.Busy("x"))).isEqualTo(ExitCode.BUSY);
    assertThat(Failures.exitCode(new SyncException.NewerFormat("x")))
        .isEqualTo(ExitCode.UNEXPECTED);
    assertThat(Failures.exitCode(new IllegalStateException("x"))).isEqualTo(ExitCode.UNEXPECTED);
  }

  @Test
  void aMessageForTheUserIsPrintedAsItIs() {
    assertThat(Failures.message(new UsageException("No such day."), HOME))
        .isEqualTo("No such day.");
    assertThat(Failures.message(new SyncException.Denied("Refused.", null), HOME))
        .isEqualTo("Refused.");
  }

  @Test
  void anExistingFileIsNamedAndSafe() {
    assertThat(Failures.message(new FileAlreadyExistsException("out.csv"), HOME))
        .isEqualTo("out.csv already exists. Nothing was written. Choose another file name.");
  }

  @Test
  void aMissingFolderIsNamed() {
    var missing = new NotDirectoryException("/mnt/usb");
    assertThat(Failures.exitCode(missing)).isEqualTo(ExitCode.USAGE);
    assertThat(Failures.message(missing, HOME))
        .isEqualTo(
            "There is no folder /mnt/usb. Nothing was written. Create it, or choose another place.");
  }

  @Test
  void aBugAsksForAReport() {
    assertThat(Failures.message(new IllegalStateException("odd"), HOME))
        .contains("odd", "Nothing is lost", "report");
  }
}
