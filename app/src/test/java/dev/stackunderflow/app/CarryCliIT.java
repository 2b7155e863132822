package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.PythonStore;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Carrying a session to another machine. */
class CarryCliIT extends SharedSessionFixture {

  @Test
  void aSessionIsCarriedAndTheCommandThatResumesItIsPrinted() throws Exception {
    refused(run(work, "sessions", "carry", "one"), "/home/me/src/app on laptop", "--to DIR");
    refused(run(work, "sessions", "carry", "none"), "No session id begins with none");
    refused(
        run(work, "sessions", "carry", "one", "--to", work.folder() + "/nowhere"),
        "does not exist. Nothing was written");
    Path project = Files.createDirectories(work.folder().resolve("my src/app")).toRealPath();
    String slug = project.toString().replaceAll("[^A-Za-z0-9]", "-");

    JsonNode plan =
        json(work, "sessions", "carry", "one", "--to", project.toString(), "--dry-run", "--json");
    assertThat(plan.get("dry_run").asBoolean()).isTrue();
    assertThat(plan.get("lines_written").asInt()).isEqualTo(3);
    assertThat(plan.get("mapped").get(0).get("from").asText()).isEqualTo("/home/me/src/app");
    assertThat(plan.get("mapped").get(0).get("to").asText()).isEqualTo(project.toString());
    assertThat(plan.get("mapped").get(0).get("lines").asInt()).isEqualTo(3);
    assertThat(work.log(slug, "one-1")).doesNotExist();

    Shell.Run carried = run(work, "sessions", "carry", "one", "--to", project.toString());
    assertThat(carried.exitCode()).isZero();
    assertThat(carried.out()).isEqualTo("cd '" + project + "' && claude --resume one-1\n");
    assertThat(carried.err())
        .contains("Wrote 3 lines of laptop to " + work.log(slug, "one-1"))
        .contains("In 3 lines the working directory /home/me/src/app became " + project);
    assertThat(work.log(slug, "one-1"))
        .content()
        .isEqualTo(
            Files.readString(laptop.log(SLUG, "one-1"))
                .replace("/home/me/src/app", project.toString()));

    work.append(slug, "one-1", Lines.user("u9", Lines.at(9), "and on at work"));
    work.ingest();
    assertThat(run(work, "sessions", "carry", "one").err())
        .contains("This machine has the whole session already.");
    json(work, "sync", "now", "--json");
    json(laptop, "sync", "now", "--json");
    for (Machine machine : List.of(laptop, work)) {
      JsonNode sessions = json(machine, "sessions", "--json");
      assertThat(sessions).hasSize(2);
      assertThat(sessions.get(1).get("session_id").asText()).isEqualTo("one-1");
      assertThat(sessions.get(1).get("events").asInt()).isEqualTo(4);
      assertThat(sessions.get(1).get("devices"))
          .extracting(JsonNode::asText)
          .containsExactly("work", "laptop");
      assertThat(json(machine, "report", "--json").get("events").asInt()).isEqualTo(5);
      assertThat(json(machine, "show", "one", "--json").get("events")).hasSize(4);
      assertThat(json(machine, "sync", "conflicts", "--json")).isEmpty();
    }
  }

  @Test
  void whatAnotherProgramWroteAnewIsCarriedAndSaid() throws Exception {
    Machine python = new Machine(folder.resolve("python"), s3.credentials(), new TestClock());
    Files.createDirectories(python.home().folder());
    PythonStore.create(python.home().store());
    python.env().put(KEY, work.key().isEmpty() ? "" : String.valueOf(work.env().get(KEY)));
    json(python, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
    json(python, "sync", "push", "--json");
    json(work, "sync", "pull", "--json");
    String project = Files.createDirectories(work.folder().resolve("app")).toString();
    Shell.Run carried = run(work, "sessions", "carry", "long", "--to", project);
    assertThat(carried.exitCode()).as(carried.err()).isZero();
    assertThat(carried.err()).contains("The lines of python are not the agent's own bytes");
    assertThat(carried.out()).contains("claude --resume long");
    // A foreign store's own partitions are in the tables too.
    assertThat(
            run(
                    python,
                    "sql",
                    "--csv",
                    "select seq from messages where device = 'python' order by timestamp")
                .out()
                .lines())
        .hasSize(1 + 5);
  }
}
