package dev.stackunderflow.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file that needs more memory than there is is left out, and read when there is more. */
class LittleMemoryTest extends IngestFixture {

  private static final String TEXTS = "SELECT content_text FROM messages ORDER BY content_text";

  @Test
  void aFileThatNeedsMoreMemoryThanThereIsIsNamedAndTheOthersAreRead() throws Exception {
    claude("-app/a.jsonl", user(1, "first") + "\n");
    Path large = claude("-app/b.jsonl", user(2, "large") + "\n");
    claude("-app/c.jsonl", user(3, "last") + "\n");

    IngestReport report;
    try (Store store = Store.open(Home.of(env).store())) {
      report =
          new Ingest(
                  store, List.of(withoutMemoryFor(large)), Clock.systemUTC(), ForgetRules.NOTHING)
              .run((_, _) -> {});
    }

    assertThat(report.warnings())
        .singleElement()
        .asString()
        .contains("Not enough memory to read " + large, "-Xmx");
    assertThat(rows(TEXTS)).containsExactly("first", "last");
    assertThat(ingest().warnings()).isEmpty();
    assertThat(rows(TEXTS)).containsExactly("first", "large", "last");
  }

  /** Claude Code, with one file that cannot be opened for want of memory. */
  private CodingAgent withoutMemoryFor(Path file) {
    CodingAgent claude =
        Agents.all(env).stream().filter(agent -> agent.id().equals("claude")).findFirst().get();
    LogSource logs = claude.logs().getFirst();
    var source =
        (LogSource)
            Proxy.newProxyInstance(
                LogSource.class.getClassLoader(),
                new Class<?>[] {LogSource.class},
                (_, method, args) -> {
                  if (method.getName().equals("open") && args[0].equals(file)) {
                    throw new OutOfMemoryError("Java heap space");
                  }
                  return method.invoke(logs, args);
                });
    return (CodingAgent)
        Proxy.newProxyInstance(
            CodingAgent.class.getClassLoader(),
            new Class<?>[] {CodingAgent.class},
            (_, method, args) ->
                method.getName().equals("logs") ? List.of(source) : method.invoke(claude, args));
  }
}
