package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.app.cli.UsageException;
import org.junit.jupiter.api.Test;

/** Nothing destructive happens without a yes. */
class ConfirmationTest {

  @Test
  void withoutATerminalNothingIsConfirmed() {
    var confirmation = new Confirmation(Terminal.NONE, false);
    assertThatThrownBy(() -> confirmation.require("Delete it?"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Nothing was changed.")
        .hasMessageContaining("--yes");
    assertThatThrownBy(() -> confirmation.require("Show it?", "Nothing was shown."))
        .hasMessageStartingWith("Nothing was shown.");
  }

  @Test
  void theOptionConfirmsWithoutAQuestion() {
    assertThatCode(() -> new Confirmation(Terminal.NONE, true).require("Delete it?"))
        .doesNotThrowAnyException();
  }
}
