package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The questions of sync init in a process at a real terminal. */
class SetupTerminalIT extends CliFixture {

  static boolean hasTerminals() {
    return PseudoTerminal.exists();
  }

  @Test
  @EnabledIf("hasTerminals")
  void secretsThatAreTypedAreNotShown() throws Exception {
    for (Machine machine : new Machine[] {laptop, work}) {
      machine.env().remove("AWS_ACCESS_KEY_ID");
      machine.env().remove("AWS_SECRET_ACCESS_KEY");
      Files.createDirectories(machine.folder());
    }
    String endpoint = s3.url().replaceFirst(".*endpoint=", "");
    try (var terminal = PseudoTerminal.run(laptop, "sync", "init")) {
      terminal.answer("Choose [1]: ", "4");
      terminal.answer("Endpoint", endpoint);
      terminal.answer("Bucket: ", S3Server.BUCKET);
      credentials(terminal);
      terminal.answer("Choose [1]: ", "");
      terminal.answer("File [", "");
      terminal.answer("name [", "");
      assertThat(terminal.exitCode()).as(terminal.screen()).isZero();
      assertThat(terminal.screen())
          .contains(S3Server.ACCESS_KEY_ID, "THIS IS THE VAULT'S KEY")
          .doesNotContain(S3Server.SECRET_ACCESS_KEY);
    }
    String key =
        Files.readAllLines(laptop.home().folder().resolve("vault-key.txt")).getLast().strip();
    try (var terminal = PseudoTerminal.run(work, "sync", "init", "--bucket", s3.url())) {
      credentials(terminal);
      terminal.answer("Choose [1]: ", "");
      terminal.answer("File [", "");
      terminal.answer("(not shown): ", key);
      terminal.answer("name [", "");
      assertThat(terminal.exitCode()).as(terminal.screen()).isZero();
      assertThat(terminal.screen())
          .contains("Joined the vault")
          .doesNotContain(S3Server.SECRET_ACCESS_KEY, key);
    }
    assertThat(run(work, "sync", "pull").exitCode()).isZero();
  }

  @Test
  @EnabledIf("hasTerminals")
  void afterCtrlCTheNextCommandIsToldOnALineOfItsOwn() throws Exception {
    Files.createDirectories(laptop.folder());
    try (var terminal = PseudoTerminal.run(laptop, "sync", "init")) {
      terminal.answer("Choose [1]: ", "1");
      terminal.interrupt("Region");
      assertThat(terminal.exitCode()).isEqualTo(130);
      assertThat(terminal.screen().lines())
          .contains(
              "Stopped. Sync is not set up here; run 'stackunderflow sync init' to begin again.");
    }
    assertThat(laptop.home().syncFolder()).doesNotExist();
  }

  private static void credentials(PseudoTerminal terminal) throws Exception {
    terminal.answer("Choose [1]: ", "1");
    terminal.answer("Access key id: ", S3Server.ACCESS_KEY_ID);
    terminal.answer("(not shown): ", S3Server.SECRET_ACCESS_KEY);
  }
}
