package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands from a user's point of view: views, status, failures. */
class CliIT extends CliFixture {

  @Test
  void whereNothingWasLoggedEveryViewSaysWhatToDo() throws Exception {
    for (String view : List.of("report", "projects", "sessions", "search hello")) {
      check(run(work, view.split(" ")), 0, "Nothing here yet. To import this machine");
    }
    laptop.append("-p", "one", Lines.user("u1", Lines.at(1), "hello there"));
    json(laptop, "ingest", "--json");
    check(run(laptop, "search", "goodbye"), 0, "No matches");
    check(run(laptop, "sessions", "--since", "2030-01-01"), 0, "No matching sessions");
    check(run(laptop, "report", "--since", "2030-01-01"), 0, "No events match");
  }

  @Test
  void twoMachinesBecomeOneView() throws Exception {
    setUp();
    JsonNode push = json(laptop, "sync", "push", "--json");
    assertThat(names(push)).contains("events", "segments", "bytes", "generation", "requests");
    assertThat(push.get("events").asInt()).isEqualTo(2);
    JsonNode now = json(work, "sync", "now", "--json");
    assertThat(names(now.get("pull")))
        .contains("devices", "events", "bytes", "conflicts", "requests");
    assertThat(now.get("pull").get("events").asInt()).isEqualTo(2);

    JsonNode verified = json(work, "sync", "verify", "--deep", "--json");
    assertThat(verified.get("events").asInt()).isEqualTo(2);
    assertThat(verified.get("problems")).isEmpty();
    assertThat(run(work, "sync", "verify").out()).contains("Everything is there");

    JsonNode report = json(work, "report", "--json");
    assertThat(names(report))
        .contains(
            "events",
            "sessions",
            "input_tokens",
            "output_tokens",
            "cache_creation_tokens",
            "cache_read_tokens",
            "by_device",
            "by_project",
            "by_model",
            "by_day");
    assertThat(report.get("events").asInt()).isEqualTo(2);
    assertThat(report.get("output_tokens").asInt()).isEqualTo(50);
    assertThat(report.get("by_device").get(0).get("device_label").asText()).isEqualTo("laptop");
    assertThat(json(work, "report", "--device", "this", "--json").get("events").asInt()).isZero();
    assertThat(json(work, "report", "--device", "laptop", "--json").get("events").asInt())
        .isEqualTo(2);

    assertThat(json(work, "projects", "--json").get(0).get("slug").asText())
        .isEqualTo("-home-me-src-app");
    JsonNode session = json(work, "sessions", "--json").get(0);
    assertThat(session.get("session_id").asText()).isEqualTo("one");
    assertThat(session.get("device_id").asText())
        .isEqualTo(json(laptop, "sync", "status", "--json").get("device_id").asText());
    JsonNode shown = json(work, "show", "one", "--json");
    assertThat(shown.get("events")).hasSize(2);
    assertThat(shown.get("events").get(0).get("raw_json").asText())
        .isEqualTo(Lines.user("u1", Lines.at(1), "hello there"));
    JsonNode hit = json(work, "search", "hello", "there", "--json").get(0);
    assertThat(hit.get("session_id").asText()).isEqualTo("one");
    assertThat(hit.get("device_label").asText()).isEqualTo("laptop");
    assertThat(run(work, "search", "you").out()).contains("hello to [you]");
    assertThat(run(work, "search", "nowhere").err()).contains("No matches");
    check(run(work, "search", "*"), 2, "needs a word");
    assertThat(json(work, "search", "hello", "--until", "2026-11", "--json")).hasSize(2);
    assertThat(json(work, "search", "hello", "--since", "2026-12", "--json")).isEmpty();
    assertThat(run(work, "show", "on").out()).contains("hello there").contains("hello to you");
  }

  @Test
  void statusSaysEverythingAUserWouldWantToKnow() throws Exception {
    assertThat(json(laptop, "sync", "status", "--json").get("configured").asBoolean()).isFalse();
    assertThat(run(laptop, "sync", "status").err()).contains("not set up");
    setUp();
    check(run(laptop, "sync", "init", "--bucket", s3.url(), "--label", "desk"), 0, "as desk");
    check(run(laptop, "sync", "init", "--bucket", s3.url(), "--label", "laptop"), 0, "as laptop");
    JsonNode status = json(laptop, "sync", "status", "--json");
    assertThat(names(status))
        .contains(
            "configured",
            "device_id",
            "label",
            "bucket_url",
            "key_fingerprint",
            "last_sync_ts",
            "last_sync_event_id",
            "remote_event_id",
            "conflict_count",
            "pending_events",
            "retry",
            "devices");
    assertThat(status.get("pending_events").asInt()).isEqualTo(2);
    assertThat(names(status.get("retry")))
        .containsExactly("queued", "attempts", "next_attempt_at", "last_error");
    assertThat(names(status.get("devices").get(0)))
        .contains("device_id", "label", "events", "generation", "last_seen");
    assertThat(run(laptop, "sync", "status").out()).contains("pending     2 events");
    run(laptop, "sync", "push");
    status = json(laptop, "sync", "status", "--json");
    assertThat(status.get("pending_events").asInt()).isZero();
    assertThat(status.get("last_sync_event_id").asInt()).isEqualTo(2);
    assertThat(status.toString()).doesNotContain("AGE-SECRET");
  }

  @Test
  void theSecretIsShownOnceAndOnlyWhenItWasMade() throws Exception {
    Shell.Run made = run(laptop, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY);
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).startsWith("export " + KEY + "=AGE-SECRET-KEY-1").hasLineCount(1);
    assertThat(made.err()).contains("SHOWN ONCE").doesNotContain("AGE-SECRET");
    laptop.env().put(KEY, made.out().strip().substring(made.out().indexOf('=') + 1));
    Shell.Run again =
        run(laptop, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
    assertThat(again.exitCode()).isZero();
    assertThat(names(again.json())).doesNotContain("secret_key");
    assertThat(again.json().get("created_key").asBoolean()).isFalse();
  }

  @Test
  void nothingInALogCanSteerTheTerminal() throws Exception {
    String escape = "\\u001b]0;gotcha\\u0007 text";
    laptop.append(
        "-p",
        "one",
        Lines.user("u1", Lines.at(1), escape),
        Lines.assistant("u2", Lines.at(2), escape, 3).replace("claude-x", "\\u001b[31mmodel"));
    run(laptop, "ingest");
    for (String[] command :
        new String[][] {
          {"show", "one"}, {"sessions"}, {"projects"}, {"report"}, {"search", "text"}
        }) {
      Shell.Run run = run(laptop, command);
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).isNotEmpty().doesNotContain("\u001b", "\u0007");
    }
  }

  @Test
  void everyFailureHasItsExitCodeAndWordsAndNoStackTrace() throws Exception {
    check(run(laptop, "sync", "push"), 3, "not set up");
    check(run(laptop, "frob"), 2, "Unknown command: frob");
    check(run(laptop, "sync", "frob"), 2, "Unknown command: frob");
    check(run(laptop, "rapport"), 2, "Did you mean: stackunderflow report?");
    check(run(laptop, "init"), 2, "Did you mean: stackunderflow sync init?");
    check(run(laptop, "sync", "innit"), 2, "Did you mean: stackunderflow sync init?");
    check(run(laptop, "sync", "backup"), 2, "Did you mean: stackunderflow sync key backup?");
    check(run(laptop, "report", "--bye", "week"), 2, "Unknown option: --bye\n", "mean: --by?");
    check(run(laptop, "sync", "init", "--buket=x"), 2, "option: --buket\n", "mean: --bucket?");
    check(run(laptop, "report", "--nothing"), 2, "See: stackunderflow report --help");
    check(run(laptop, "report", "frob"), 2, "Unexpected argument: frob");
    check(run(laptop, "sync"), 2, "Which command? One of: init, push, pull, now, status,");
    assertThat(run(laptop, "help", "sync", "init").out())
        .isEqualTo(run(laptop, "sync", "init", "--help").out())
        .contains("Usage: stackunderflow sync init");
    assertThat(run(laptop, "help").out()).contains("Usage: stackunderflow [");
    assertThat(run(laptop, "-v").out())
        .isEqualTo(run(laptop, "version").out())
        .isEqualTo(run(laptop, "--version").out());
    check(run(laptop, "sync", "init", "--bucket", s3.url()), 2, "--key-from-env");
    check(
        run(laptop, "sync", "init", "--bucket", "ftp://x", "--key-from-env", KEY),
        2,
        "s3://my-bucket");
    check(
        run(laptop, "sync", "init", "--bucket", s3.url("nowhere"), "--key-from-env", KEY),
        6,
        "There is no bucket nowhere");
    setUp();
    check(run(laptop, "show", "nothing"), 2, "stackunderflow sessions");
    check(run(laptop, "report", "--device", "fridge"), 2, "laptop");
    check(run(laptop, "sessions", "--since", "soon"), 2, "Not a valid date or time: soon");
    check(
        run(laptop, "search", "you", "--until", "2026-11-31"), 2, "valid date or time: 2026-11-31");
    check(run(laptop, "export", "--format", "csv", "--since", "31d ago"), 2, "valid date or time");
    Map<String, String> env = laptop.env();
    String key = String.valueOf(env.remove(KEY));
    check(run(laptop, "sync", "pull"), 4, "is not in the variable MY_KEY");
    env.put(KEY, dev.stackunderflow.sync.key.VaultKey.generate().secret());
    check(run(laptop, "sync", "pull"), 4, "This is not the vault's key");
    env.put(KEY, key);
    env.put("AWS_SECRET_ACCESS_KEY", "wrong");
    check(run(laptop, "sync", "push"), 6, "refused access");
    env.putAll(s3.credentials());
    s3.stop();
    check(run(laptop, "sync", "push"), 5, "(connection refused). Nothing is lost: 2 events");
    check(run(laptop, "sync", "now"), 5, "queued");
    s3.restart();
    assertThat(run(laptop, "sync", "push").exitCode()).isZero();
    try (var _ = dev.stackunderflow.sync.state.SyncLock.take(laptop.home())) {
      check(run(laptop, "sync", "push"), 8, "Another sync");
    }
    String head =
        s3.objects().keySet().stream().filter(n -> n.contains("/heads/")).findFirst().orElseThrow();
    s3.put(head, "rubbish".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Shell.Run pull = run(work, "sync", "pull", "--json");
    assertThat(pull.exitCode()).isEqualTo(7);
    assertThat(pull.json().get("problems")).hasSize(1);
    assertThat(pull.err()).contains("does not open");
    Files.writeString(laptop.home().store(), "no database, but long enough to look like one");
    check(run(laptop, "report"), 1, "damaged");
  }

  @Test
  void withoutInitNoClassThatCouldOpenASocketIsLoaded(@TempDir Path folder) throws Exception {
    laptop.append("-p", "one", Lines.user("u1", Lines.at(1), "hello"));
    Path loaded = folder.resolve("classes.txt");
    List<String> script = List.of("ingest", "report", "sessions", "projects", "status");
    for (String command : script) {
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.add("--enable-native-access=ALL-UNNAMED");
      line.add("-Xlog:class+load:file=" + loaded);
      line.add("-cp");
      line.add(System.getProperty("java.class.path"));
      line.add("dev.stackunderflow.app.Main");
      line.addAll(command.equals("status") ? List.of("sync", "status") : List.of(command));
      var builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().put("HOME", laptop.folder().toString());
      builder.environment().remove("STACKUNDERFLOW_HOME");
      Process process = builder.start();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(Files.readString(loaded))
          .as(command)
          .contains("dev.stackunderflow.app.Main")
          .doesNotContain(
              "software.amazon.awssdk",
              "java.net.Socket ",
              "java.net.HttpURLConnection ",
              "com.exceptionfactory");
    }
  }

  /** A view that was asked for first leaves an empty store. */
  @Test
  void theProgramAloneImportsTheLogsThoughAViewWasAskedForBefore() throws Exception {
    assertThat(run(laptop, "sessions").err()).contains("Nothing here yet");
    laptop.append("-home-me-src-app", "one", Lines.user("u1", Lines.at(1), "hello there"));
    Shell.Run run = run(laptop);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("1 event imported").doesNotContain("for the first time");
    assertThat(run.out()).contains("1 (1 claude)");
    assertThat(run(laptop).err()).isEmpty();
  }

  @Test
  void theProgramAloneImportsTheLogsAndSaysWhatToDoNext() throws Exception {
    Shell.Run empty = run(work);
    assertThat(empty.exitCode()).as(empty.err()).isZero();
    assertThat(empty.out()).contains("none found", "not set up", "stackunderflow agents");

    laptop.append(
        "-home-me-src-app",
        "one",
        Lines.user("u1", Lines.at(1), "hello there"),
        Lines.assistant("u2", Lines.at(2), "hello to you", 50));
    Shell.Run first = run(laptop);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).contains("for the first time", "2 events imported");
    assertThat(first.out()).contains("1 (1 claude)", "stackunderflow report", "sync init");
    assertThat(first.out().lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(run(laptop).err()).isEmpty();
    assertThat(Files.exists(laptop.home().syncFolder())).isFalse();
  }

  @Test
  void aSlugThatBeginsWithAHyphenIsAnOptionsValue() throws Exception {
    setUp();
    assertThat(json(laptop, "sessions", "--project", "-home-me-src-app", "--json")).hasSize(1);
    check(run(laptop, "sessions", "--project", "--json"), 2, "--project");
  }
}
