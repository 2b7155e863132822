package dev.stackunderflow.app.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.cli.terminal.TerminalStream;
import dev.stackunderflow.app.doctor.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTextTest {

  private static final List<Finding> FINDINGS =
      List.of(
          new Finding("disk", Finding.State.OK, "51 GB free", null),
          new Finding(
              "key_backup",
              Finding.State.NOTE,
              "never made on this device",
              "Keep the key in your password manager, or run: stackunderflow sync key backup"));

  private static String printed(String columns, boolean isTerminal) {
    var bytes = new ByteArrayOutputStream();
    var out = new TerminalStream(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    var context =
        new Context(
            Map.of("COLUMNS", columns),
            out,
            out,
            new Terminal(isTerminal, false),
            Clock.systemUTC());
    new FindingsText(context).print(FINDINGS);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileGetsWholeLines() {
    assertThat(printed("60", false))
        .isEqualTo(
            """
            ok      disk                51 GB free
            note    key backup          never made on this device
                                        Keep the key in your password manager, or run: stackunderflow sync key backup
            """);
  }

  @Test
  void aTerminalGetsLinesThatFitBesideTheNames() {
    assertThat(printed("80", true))
        .isEqualTo(
            """
            ok      disk                51 GB free
            note    key backup          never made on this device
                                        Keep the key in your password manager, or run:
                                        stackunderflow sync key backup
            """);
  }

  @Test
  void aNarrowTerminalGetsThemBelowTheNames() {
    assertThat(printed("40", true))
        .isEqualTo(
            """
            ok      disk
                    51 GB free
            note    key backup
                    never made on this device
                    Keep the key in your password
                    manager, or run:
                    stackunderflow sync key backup
            """);
  }
}
