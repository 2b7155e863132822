package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Frames that replace each other on a terminal's alternate screen. A frame is written at once, line
 * over line, and only where it differs from the last one: nothing flickers. Closing it brings back
 * what was on the screen.
 */
public final class LiveScreen implements AutoCloseable {

  private static final String OPEN = "\033[?1049h\033[?25l\033[?7l\033[2J";
  private static final String CLOSE = "\033[?7h\033[?25h\033[?1049l";
  private static final String BEGIN = "\033[?2026h\033[H";
  private static final String END = "\033[J\033[?2026l";
  private static final String LINE_END = "\033[K\r\n";

  private final PrintStream out;
  private String last = "";

  /** Opens the screen. */
  public LiveScreen(Context context) {
    this.out = context.out().unfiltered();
    out.print(OPEN);
    out.flush();
  }

  /**
   * A terminal's size.
   *
   * @param columns its width
   * @param lines its height
   */
  public record Size(int columns, int lines) {

    private static final Size USUAL = new Size(80, 24);

    /** The size of this process's terminal, as {@code stty} says; 80 by 24 if it does not. */
    public static Size now() {
      try {
        Process stty =
            new ProcessBuilder("stty", "size")
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] answer = stty.getInputStream().readAllBytes();
        return stty.waitFor(1, TimeUnit.SECONDS)
            ? of(new String(answer, StandardCharsets.US_ASCII))
            : USUAL;
      } catch (IOException e) {
        return USUAL; // a system without stty
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return USUAL;
      }
    }

    /** Reads {@code 24 80}; a terminal that does not know its size says 0. */
    static Size of(String stty) {
      String[] numbers = stty.strip().split(" ", -1);
      if (numbers.length != 2 || !stty.strip().matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
        return USUAL;
      }
      return new Size(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]));
    }
  }

  /**
   * Shows a frame.
   *
   * @param lines its lines; what does not fit is left out
   * @param footer the last line
   * @param size the terminal's size
   */
  public void show(List<String> lines, String footer, Size size) {
    var frame = new StringBuilder(BEGIN);
    lines.stream()
        .limit(Math.max(0, size.lines() - 2))
        .forEach(line -> frame.append(TerminalText.safePage(line)).append(LINE_END));
    frame.append(LINE_END).append(TerminalText.safePage(footer)).append("\033[K").append(END);
    if (!frame.toString().equals(last)) {
      last = frame.toString();
      out.print(frame);
      out.flush();
    }
  }

  @Override
  public void close() {
    out.print(CLOSE);
    out.flush();
  }
}
