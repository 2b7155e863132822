package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Thinking;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of the samples: texts, thoughts, calls with their inputs, results. */
class SampleTranscriptsTest {

  @TempDir private Path folder;

  /** Each part in words, all sessions in their order. */
  private List<String> shown(String agent) throws Exception {
    LogHome home = AgentHome.of(agent, folder);
    home.ingest();
    List<String> words = new ArrayList<>();
    for (Event event : home.events()) {
      for (Part part : Agents.parts(agent).parts(event)) {
        words.addAll(words(event.role(), part));
      }
    }
    return words;
  }

  private static List<String> words(String role, Part part) {
    List<String> words = new ArrayList<>();
    switch (part) {
      case ToolCall call -> {
        words.add("call " + call.name() + " " + call.input());
        call.results().forEach(result -> words.add(result(result)));
      }
      case ToolResult result -> words.add(result(result));
      case Thinking thinking -> words.add("think " + thinking.text());
      case Part.Text said -> words.add(role + ": " + said.text());
      case Part.Image image -> words.add("image " + image.format());
      case Part.Marker marker -> words.add(marker.kind() + " " + marker.text());
    }
    return words;
  }

  private static String result(ToolResult result) {
    return (result.isError() ? "failed " : "result ") + result.text().strip();
  }

  @Test
  void copilotChat() throws Exception {
    assertThat(shown("copilot-chat"))
        .containsExactly(
            "user: How deep is the pond?",
            "think I measure it.",
            "assistant: I look into `depth.sh`.",
            "call run_in_terminal {\"command\":\"./depth.sh\",\"explanation\":\"Measure\"}",
            "result 2 metres",
            "assistant: It is two metres deep.",
            "user: And in feet?",
            "assistant: About six and a half.",
            "assistant: The tests passed.",
            "user: Count the frogs",
            "assistant: There are seven frogs.");
  }

  @Test
  void qoder() throws Exception {
    assertThat(shown("qoder"))
        .contains(
            "user: How deep is the pond?",
            "think I measure it.",
            "call Bash {\"command\":\"./depth.sh\"}",
            "result 2 metres",
            "assistant: It is two metres deep.",
            "assistant: Seven frogs.");
  }

  @Test
  void iFlow() throws Exception {
    assertThat(shown("iflow"))
        .containsExactly(
            "user: How deep is the pond?",
            "assistant: I look.",
            "call run_shell_command {\"command\":\"./depth.sh\"}",
            "result 2 metres",
            "assistant: Two metres.");
  }

  @Test
  void commandCode() throws Exception {
    assertThat(shown("commandcode"))
        .containsSequence(
            "user: How deep is the pond?",
            "think I measure it.",
            "assistant: I look.",
            "call shell_command {\"command\":\"./depth.sh\"}",
            "result 2 metres",
            "assistant: Two metres.")
        .endsWith(
            "user: Count the frogs",
            "call shell_command {\"command\":\"./frogs.sh\"}",
            "failed no such file");
  }

  @Test
  void gptme() throws Exception {
    assertThat(shown("gptme"))
        .containsExactlyInAnyOrder(
            "user: How deep is the pond?",
            "think I measure it.",
            "assistant: I look.",
            "call shell {\"command\":\"./depth.sh\"}",
            "result 2 metres",
            "assistant: It is two metres deep.",
            "user: Count the frogs",
            "assistant: There are seven.\n\n```shell\necho seven\n```",
            "result seven");
  }

  /** Their samples have the same turn. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "openhands|terminal|{\"command\":\"./depth.sh\"}",
        "junie|terminal|{\"command\":\"./depth.sh\"}",
        "devin|exec|{\"command\":\"./depth.sh\"}",
        "augment|launch-process|{\"command\":\"./depth.sh\"}",
        "forge|shell|{\"command\":\"./depth.sh\"}",
        "codewhale|exec_shell|{\"command\":\"./depth.sh\"}",
        "zencoder|Bash|{\"command\":\"./depth.sh\"}",
        "mimocode|bash|{\"command\":\"./depth.sh\"}",
        "poolside|shell|{\"cmd\":\"./depth.sh\"}",
        "cortex|bash|{\"command\":\"./depth.sh\"}",
        "reasonix|bash|{\"command\":\"./depth.sh\"}",
        "qwenpaw|execute_shell_command|{\"command\":\"./depth.sh\"}",
        "mux|bash|{\"command\":\"./depth.sh\"}",
        "shelley|bash|{\"command\":\"./depth.sh\"}",
        "muse|bash|{\"command\":\"./depth.sh\"}",
        "senpi|bash|{\"command\":\"./depth.sh\"}",
        "kimchi|bash|{\"command\":\"./depth.sh\"}",
        "gjc|bash|{\"command\":\"./depth.sh\"}",
        "icodemate|bash|{\"command\":\"./depth.sh\"}",
        "bob|execute_command|{\"command\":\"./depth.sh\"}",
      })
  void aTurnWithAToolIsShownInItsOrder(String agent, String tool, String input) throws Exception {
    List<String> shown = shown(agent);
    assertThat(shown)
        .contains("user: How deep is the pond?", "call " + tool + " " + input, "result 2 metres");
    assertThat(shown)
        .containsSubsequence(
            "user: How deep is the pond?",
            "call " + tool + " " + input,
            "result 2 metres",
            "assistant: It is two metres deep.");
    if (!List.of("cortex", "muse", "reasonix").contains(agent)) {
      assertThat(shown).contains("think I measure it.");
    }
    if (!agent.equals("mimocode") && !agent.equals("icodemate")) {
      assertThat(shown).contains("assistant: I look.");
    }
  }

  @Test
  void aToolThatFailedIsMarked() throws Exception {
    assertThat(shown("openhands")).contains("failed Unknown tool");
    assertThat(shown("junie")).contains("failed no such folder");
  }
}
