package dev.stackunderflow.core.catalog.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.transcript.Part.Subagent;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which call started which subagent. */
class SubagentsTest {

  private final Subagents subagents =
      new Subagents(
          "s",
          new LinkedHashMap<>(Map.of("s/agent-a1", "Count the drops", "s/b", "Watch the wind")),
          id -> id.equals("other") || id.equals("s"));

  private static ToolCall call(String prompt, String... named) {
    return new ToolCall(
        "1",
        "Agent",
        LenientJson.newObject().put("prompt", prompt),
        List.of(named).stream()
            .map(id -> new ToolResult("1", "", List.of(), false, new Subagent(id, null)))
            .toList());
  }

  @Test
  void theResultNamesIt() {
    assertThat(subagents.of(call("x", "a1"))).containsExactly("s/agent-a1");
    assertThat(subagents.of(call("x", "b"))).containsExactly("s/b");
    assertThat(subagents.of(call("x", "other"))).containsExactly("other");
    assertThat(subagents.of(call("x", "nobody"))).isEmpty();
  }

  @Test
  void withoutANameTheFirstMessageTells() {
    assertThat(subagents.of(call(" Watch the wind\n"))).containsExactly("s/b");
    assertThat(subagents.of(call(""))).isEmpty();
  }

  @Test
  void eachIsShownOnceAndASessionIsNotItsOwnSubagent() {
    assertThat(subagents.of(call("x", "a1"))).hasSize(1);
    assertThat(subagents.of(call("Count the drops", "a1"))).isEmpty();
    assertThat(subagents.of(call("x", "other"))).hasSize(1);
    assertThat(subagents.of(call("x", "other"))).isEmpty();
    assertThat(subagents.of(call("x", "s"))).isEmpty();
    assertThat(subagents.next()).isEqualTo("s/b");
    assertThat(subagents.next()).isNull();
  }
}
