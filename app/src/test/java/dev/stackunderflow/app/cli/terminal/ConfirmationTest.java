package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.app.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing destructive happens without a yes. */
class ConfirmationTest {

  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @Test
  void withoutATerminalNothingIsConfirmed() {
    var confirmation = new Confirmation(at(Terminal.NONE), false);
    assertThatThrownBy(() -> confirmation.require("Delete it?"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Nothing was changed.")
        .hasMessageContaining("--yes");
    assertThatThrownBy(() -> confirmation.require("Show it?", "Nothing was shown."))
        .hasMessageStartingWith("Nothing was shown.");
  }

  @Test
  void aYesIsAYesInAnyCase() {
    for (String answer : List.of("yes", " Yes ")) {
      assertThatCode(() -> new Confirmation(at(typing(answer)), false).require("Delete it?"))
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> new Confirmation(at(typing("y")), false).require("Delete it?"))
        .isInstanceOf(UsageException.class);
    assertThat(new String(messages.toByteArray(), StandardCharsets.UTF_8))
        .contains("Delete it?" + System.lineSeparator());
  }

  private Context at(Terminal terminal) {
    var stream = new TerminalStream(new PrintStream(messages, true, StandardCharsets.UTF_8));
    return new Context(Map.of(), stream, stream, terminal, Clock.systemUTC());
  }

  private static Terminal typing(String answer) {
    return new Terminal(
        true,
        false,
        new Terminal.Keyboard() {
          @Override
          public String line(String prompt) {
            return answer;
          }

          @Override
          public String secret(String prompt) {
            return answer;
          }
        });
  }

  @Test
  void theOptionConfirmsWithoutAQuestion() {
    assertThatCode(() -> new Confirmation(at(Terminal.NONE), true).require("Delete it?"))
        .doesNotThrowAnyException();
  }
}
