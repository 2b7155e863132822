package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts of CodeBuddy in the names of several providers. */
class BuddyTest {

  @TempDir private Path folder;

  @Test
  void theCacheHasSeveralNames() throws Exception {
    var written = new Written(folder);
    String line =
        "{'type':'message','role':'assistant','id':'%s','sessionId':'s1','timestamp':1793491200000,'content':"
            + "'two','providerData':{'messageId':'%s','model':'m','rawUsage':{'prompt_tokens':10,"
            + "'completion_tokens':2,%s}}}";
    written.file(
        ".codebuddy/projects/pond/s1.jsonl",
        line.formatted("a", "a", "'prompt_cache_hit_tokens':3,'prompt_cache_write_tokens':4"),
        line.formatted("b", "b", "'prompt_tokens_details':{'cached_tokens':5}"));
    assertThat(written.total()).isEqualTo("8 4 4 8");
  }
}
