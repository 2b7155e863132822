package dev.stackunderflow.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogContext.History;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers run on another thread, and still ask the store. */
class ReadAheadTest {

  @TempDir Path folder;
  private Path first;
  private Path second;
  private final CountDownLatch asked = new CountDownLatch(1);

  @BeforeEach
  void writeLogs() throws Exception {
    first = Files.writeString(folder.resolve("1"), "{\"text\":\"one\"}\n{\"ask\":\"parent\"}\n");
    second = Files.writeString(folder.resolve("2"), "{\"ask\":\"another\"}\n{\"text\":\"two\"}\n");
  }

  /** A line with {@code ask} contains what is stored of that session. */
  private final class Asking implements LogSource {

    @Override
    public String provider() {
      return "asking";
    }

    @Override
    public List<Path> folders() {
      return List.of(folder);
    }

    @Override
    public Listing list() {
      return new Listing(List.of(first, second), List.of());
    }

    @Override
    public SessionName session(Path file) {
      return SessionName.in(null, file.getFileName().toString());
    }

    @Override
    public boolean isRecord(ObjectNode object) {
      return true;
    }

    @Override
    public LineReader reader(ObjectNode carry, LogContext context) {
      return new LineReader() {
        @Override
        public Reading read(ObjectNode line) throws SQLException {
          List<String> texts = new ArrayList<>(List.of(LenientJson.textOr(line, "text", "")));
          String session = LenientJson.text(line, "ask");
          if (session != null) {
            asked.countDown();
            context.history().read(session, texts::add);
          }
          return Reading.of(Draft.plain(null, String.join(" ", texts).strip(), 0), null);
        }

        @Override
        public void save(ObjectNode saved) {
          saved.put("session", context.sessionId());
        }
      };
    }
  }

  private ReadAhead reading(History history) {
    var source = new Asking();
    return new ReadAhead(
        List.of(
            new ReadAhead.Plan(source, first, null, null, history),
            new ReadAhead.Plan(source, second, null, null, history)));
  }

  private List<String> roles(ReadAhead ahead, Path file) throws Exception {
    List<String> roles = new ArrayList<>();
    try (ReadAhead.Log log = Objects.requireNonNull(ahead.take(file))) {
      for (LogBatch batch = log.next(); batch != null; batch = log.next()) {
        batch.records().forEach(entry -> roles.add(entry.reading().event().role()));
      }
      ObjectNode carry = LenientJson.newObject();
      log.save(carry);
      assertThat(carry.path("session").asText()).isEqualTo(file.getFileName().toString());
    }
    return roles;
  }

  @Test
  void theStoreIsAskedOnTheThreadThatTakesTheFileOnceThoseBeforeItAreTaken() throws Exception {
    Thread here = Thread.currentThread();
    List<String> stored = new ArrayList<>(List.of("begun"));
    History history =
        (session, lines) -> {
          assertThat(Thread.currentThread()).isSameAs(here);
          lines.accept(session);
          stored.forEach(lines);
        };
    try (ReadAhead ahead = reading(history)) {
      assertThat(roles(ahead, first)).containsExactly("one", "parent begun");
      stored.add("first");
      assertThat(roles(ahead, second)).containsExactly("another begun first", "two");
    }
  }

  @Test
  void aFailureOfTheStoreIsTheFilesOwn() throws Exception {
    History history =
        (session, lines) -> {
          if (session.equals("parent")) {
            throw new SQLException("the store is gone");
          }
        };
    try (ReadAhead ahead = reading(history)) {
      assertThatThrownBy(() -> roles(ahead, first))
          .isInstanceOf(SQLException.class)
          .hasMessage("the store is gone");
      assertThat(roles(ahead, second)).containsExactly("", "two");
    }
  }

  @Test
  void aQuestionThatNobodyAnswersDoesNotKeepTheThread() throws Exception {
    try (ReadAhead ahead = reading(History.NONE)) {
      asked.await();
      // The second file is taken without the first, whose reader waits for its answer.
      assertThat(roles(ahead, second)).containsExactly("", "two");
    }
    try (ReadAhead _ = reading(History.NONE)) {
      asked.await();
    }
  }
}
