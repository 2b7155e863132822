package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person at a terminal, whose answers are known beforehand; then the input ends. */
final class Person implements Terminal.Keyboard {

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> secrets = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();

  Person(String... answers) {
    this.answers.addAll(List.of(answers));
  }

  @Override
  public @Nullable String line(String prompt) {
    String answer = answers.poll();
    shown.add(prompt + answer);
    return answer;
  }

  @Override
  public @Nullable String secret(String prompt) {
    String answer = answers.poll();
    secrets.add(String.valueOf(answer));
    shown.add(prompt);
    return answer;
  }

  Shell.Run runs(Map<String, String> env, String... args) {
    Shell.Run run = Shell.run(new Terminal(true, false, this), env, args);
    assertThat(answers).as("answers that were not asked for").isEmpty();
    return run;
  }

  /** What was typed without being shown. */
  List<String> secrets() {
    return secrets;
  }

  /** The prompts, with the answers that were shown. */
  List<String> shown() {
    return shown;
  }
}
