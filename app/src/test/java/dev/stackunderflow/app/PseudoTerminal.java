package dev.stackunderflow.app;

import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The real command at a real terminal, which util-linux' {@code script} makes. */
final class PseudoTerminal implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final OutputStream keyboard;
  private final StringWriter screen = new StringWriter();
  private final Thread reader;
  private int seen;

  private PseudoTerminal(Process process) {
    this.process = process;
    this.keyboard = process.getOutputStream();
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Whether this machine has {@code script}. */
  static boolean exists() {
    return List.of("/usr/bin/script", "/bin/script").stream()
            .anyMatch(file -> java.nio.file.Files.isExecutable(java.nio.file.Path.of(file)))
        && System.getProperty("os.name").equals("Linux");
  }

  static PseudoTerminal run(Machine machine, String... args) throws IOException {
    return run(machine, Service.command(machine, args).command());
  }

  /** The same for any program in the machine's environment. */
  static PseudoTerminal run(Machine machine, List<String> words) throws IOException {
    String line =
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    var builder = new ProcessBuilder("script", "-qec", "exec " + line, "/dev/null");
    builder.environment().clear();
    builder.environment().putAll(machine.env());
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("SHELL", "/bin/sh");
    return new PseudoTerminal(builder.redirectErrorStream(true).start());
  }

  private void read() {
    var bytes = new byte[4096];
    try (InputStream in = process.getInputStream()) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        screen.write(new String(bytes, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a prompt that comes after the last one, and types a line. */
  void answer(String prompt, String typed) throws IOException, InterruptedException {
    await(prompt);
    type(typed + "\n");
  }

  /** Waits for a prompt, and presses Ctrl-C. */
  void interrupt(String prompt) throws IOException, InterruptedException {
    await(prompt);
    type("\003");
  }

  private void await(String prompt) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    int at;
    while ((at = screen().indexOf(prompt, seen)) < 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no prompt " + prompt + " in:\n" + screen);
      }
      Thread.sleep(20);
    }
    seen = at + prompt.length();
  }

  private void type(String text) throws IOException {
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /** Waits for the end of the command; returns its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end:\n" + screen);
    }
    reader.join();
    return process.exitValue();
  }

  /** Everything that was shown, with what the terminal echoed. */
  String screen() {
    return screen.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
