package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whatever a command prints, the terminal gets only text and the program's own colours. */
class TerminalStreamTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TerminalStream out =
      new TerminalStream(new PrintStream(bytes, false, StandardCharsets.UTF_8));

  private String printed() {
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void unsafeCharactersAreRemovedHoweverTheyArePrinted() {
    out.print("a\033[2Jb");
    out.println("c\u009bd\u202e");
    out.printf("%s%n", "e\007f");
    out.write("g\u200bh\n".getBytes(StandardCharsets.UTF_8), 0, 6);
    assertThat(printed()).isEqualTo("a[2Jbcd\nef\ngh\n");
  }

  @Test
  void aCharacterInSeveralWritesIsOneCharacter() {
    for (byte b : "日本é\u009b!\n".getBytes(StandardCharsets.UTF_8)) {
      out.write(b);
    }
    assertThat(printed()).isEqualTo("日本é!\n");
  }

  @Test
  void aLongOutputIsPassedOnBeforeItIsFlushed() {
    for (int i = 0; i < 5_000; i++) {
      out.println("a line of some length, number " + i);
    }
    assertThat(bytes.size()).isGreaterThan(64 * 1024);
    assertThat(printed().lines()).hasSize(5_000);
  }

  @Test
  void aReaderThatIsGoneIsAnError() {
    var closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    var stream = new TerminalStream(new PrintStream(closed, false, StandardCharsets.UTF_8));
    stream.println("lost");
    assertThat(stream.checkError()).isTrue();
  }

  @Test
  void dataPassesUnchangedBehindWhatWasPrinted() {
    out.print("first ");
    out.unfiltered().print("\033[2J");
    assertThat(printed()).isEqualTo("first \033[2J");
  }
}
