package dev.stackunderflow.app.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tool's call as a person reads it. */
class ToolTextTest {

  private static ToolText of(String name, String input) {
    JsonNode value = LenientJson.value(input.replace('\'', '"'));
    return ToolText.of(new ToolCall("1", name, value == null ? MissingNode.getInstance() : value));
  }

  private static List<String> lines(ToolText text) {
    return text.lines().stream().map(DiffLine::signed).toList();
  }

  @Test
  void aCommandIsItsFirstLineAndTheRestBelowIt() {
    assertThat(of("Bash", "{'command':'mvn verify','description':'Build'}").title())
        .isEqualTo("Bash: mvn verify");
    ToolText here = of("Bash", "{'command':'cat <<E\\nx\\nE\\n'}");
    assertThat(here.title()).isEqualTo("Bash: cat <<E");
    assertThat(lines(here)).containsExactly("x", "E");
    assertThat(of("shell", "{'command':['bash','-lc','ls -l']}").title()).isEqualTo("shell: ls -l");
    assertThat(of("shell", "{'command':['git','log']}").title()).isEqualTo("shell: git log");
  }

  @Test
  void filesAreNamedWithWhatChangedInThem() {
    assertThat(of("Read", "{'file_path':'/a/B.java','offset':10,'limit':5}").title())
        .isEqualTo("Read /a/B.java (lines 10 to 14)");
    ToolText edit =
        of("Edit", "{'file_path':'A.java','old_string':'a\\nb\\nc','new_string':'a\\nx\\nc'}");
    assertThat(edit.title()).isEqualTo("Edit A.java");
    assertThat(lines(edit)).containsExactly("  a", "- b", "+ x", "  c");
    ToolText several =
        of(
            "MultiEdit",
            "{'file_path':'A','edits':[{'old_string':'a','new_string':'b'},"
                + "{'old_string':'c','new_string':''}]}");
    assertThat(lines(several)).containsExactly("- a", "+ b", "…", "- c");
    assertThat(lines(of("write", "{'path':'A','content':'one\\ntwo\\n'}")))
        .containsExactly("+ one", "+ two");
    assertThat(of("Grep", "{'pattern':'rain','path':'src'}").title())
        .isEqualTo("Grep: rain in src");
  }

  @Test
  void aPatchNamesItsFiles() {
    ToolText patch =
        of(
            "apply_patch",
            "'*** Begin Patch\\n*** Update File: a.txt\\n@@\\n same\\n-old\\n+new\\n*** End Patch'");
    assertThat(patch.title()).isEqualTo("apply_patch a.txt");
    assertThat(lines(patch))
        .containsExactly("*** Update File: a.txt", "@@", "  same", "- old", "+ new");
  }

  @Test
  void otherToolsShowTheArgumentThatMatters() {
    assertThat(
            of("Agent", "{'description':'Look','prompt':'long','subagent_type':'Explore'}").title())
        .isEqualTo("Agent: Look (Explore)");
    assertThat(of("mcp__github__create_issue", "{'title':'x'}").title())
        .isEqualTo("github create_issue (MCP) {\"title\":\"x\"}");
    assertThat(of("WebSearch", "{'query':'rain\\n gauge'}").title())
        .isEqualTo("WebSearch: rain gauge");
    ToolText todo =
        of(
            "TodoWrite",
            "{'todos':[{'content':'a','status':'completed'},{'content':'b','status':'pending'}]}");
    assertThat(todo.title()).isEqualTo("TodoWrite");
    assertThat(lines(todo)).containsExactly("[x] a", "[ ] b");
  }

  @Test
  void aCallWithoutInputIsItsName() {
    assertThat(of("Bash", "").title()).isEqualTo("Bash");
    assertThat(of("Bash", "{}").title()).isEqualTo("Bash");
    assertThat(of("Bash", "null").title()).isEqualTo("Bash");
    assertThat(of("Bash", "[1,2]").title()).isEqualTo("Bash [1,2]");
    assertThat(of("Bash", "{'command':''}").title()).isEqualTo("Bash");
  }
}
