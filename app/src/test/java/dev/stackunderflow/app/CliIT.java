package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command against a real S3 server: what it prints and how it ends. */
class CliIT {

  private static final String KEY = "MY_KEY";

  private final S3Server s3 = new S3Server();
  private Machine laptop;
  private Machine work;

  @BeforeEach
  void machines(@TempDir Path folder) {
    laptop = new Machine(folder.resolve("laptop"), s3.credentials(), new TestClock());
    work = new Machine(folder.resolve("work"), s3.credentials(), new TestClock());
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  private static Shell.Run run(Machine machine, String... args) {
    return Shell.run(machine.env(), args);
  }

  private static JsonNode json(Machine machine, String... args) throws Exception {
    Shell.Run run = run(machine, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void setUp() throws Exception {
    laptop.append(
        "-home-me-src-app",
        "one",
        Lines.user("u1", Lines.at(1), "hello there"),
        Lines.assistant("u2", Lines.at(2), "hello to you", 50));
    json(laptop, "ingest", "--json");
    JsonNode init =
        json(laptop, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
    laptop.env().put(KEY, init.get("secret_key").asText());
    work.env().put(KEY, init.get("secret_key").asText());
    json(work, "sync", "init", "--bucket", s3.url(), "--key-from-env", KEY, "--json");
  }

  @Test
  void whereNothingWasLoggedEveryViewSaysWhatToDo() throws Exception {
    for (String view : List.of("report", "projects", "sessions", "search hello")) {
      check(run(work, view.split(" ")), 0, "Nothing here yet. Take in this machine");
    }
    laptop.append("-p", "one", Lines.user("u1", Lines.at(1), "hello there"));
    json(laptop, "ingest", "--json");
    check(run(laptop, "search", "goodbye"), 0, "Nothing found");
    check(run(laptop, "sessions", "--since", "2030-01-01"), 0, "No session is like that");
    check(run(laptop, "report", "--since", "2030-01-01"), 0, "Nothing was logged in that time");
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
    assertThat(run(work, "sync", "verify").out()).contains("All of it is there");

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
    assertThat(run(work, "search", "nowhere").err()).contains("Nothing found");
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
    assertThat(run(laptop, "sync", "status").out()).contains("to be sent  2 events");
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
  void theKeyCanBeTriedShownAndBackedUp(@TempDir Path folder) throws Exception {
    setUp();
    run(laptop, "sync", "push");
    String key = String.valueOf(laptop.env().get(KEY));
    String fingerprint = run(laptop, "sync", "key", "fingerprint").out().strip();
    assertThat(fingerprint).startsWith("SHA256:");
    JsonNode check = json(laptop, "sync", "key", "check", "--json");
    assertThat(check.get("devices").asInt()).isEqualTo(1);
    assertThat(check.get("opened").asInt()).isEqualTo(1);
    assertThat(json(laptop, "sync", "status", "--json").get("key_backed_up_at").isNull()).isTrue();
    assertThat(run(laptop, "sync", "status").out()).contains("never from here");

    check(run(laptop, "sync", "key", "show"), 2, "--yes");
    assertThat(run(laptop, "sync", "key", "show", "--yes").out()).isEqualTo(key + "\n");
    Path file = folder.resolve("key.txt");
    assertThat(run(laptop, "sync", "key", "backup", "--to", file.toString()).exitCode()).isZero();
    assertThat(Files.readString(file)).contains("# ", fingerprint, s3.url().substring(0, 10), key);
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    check(run(laptop, "sync", "key", "backup", "--to", file.toString()), 2, "left as it is");
    assertThat(json(laptop, "sync", "status", "--json").get("key_backed_up_at").asText())
        .startsWith("20");

    Machine restored = new Machine(folder.resolve("restored"), s3.credentials(), new TestClock());
    JsonNode init =
        json(
            restored,
            "sync",
            "init",
            "--bucket",
            s3.url(),
            "--key-file",
            file.toString(),
            "--json");
    assertThat(init.get("key_fingerprint").asText()).isEqualTo(fingerprint);
    assertThat(json(restored, "sync", "pull", "--json").get("events").asInt()).isEqualTo(2);

    Path png = folder.resolve("qr.png");
    Shell.Run sheet = run(laptop, "sync", "key", "sheet", "--yes", "--png", png.toString());
    assertThat(sheet.out()).contains(key, fingerprint, "age -d -i", "██");
    var image = javax.imageio.ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(image.getHeight()).isGreaterThan(200);
    laptop.env().put(KEY, dev.stackunderflow.sync.key.VaultKey.generate().secret());
    check(run(laptop, "sync", "key", "check"), 4, "This is not the vault's key");
    check(run(laptop, "sync", "key", "show", "--yes"), 4, "This is not the vault's key");
  }

  @Test
  void aSessionIsForgottenThroughTheCommand() throws Exception {
    setUp();
    run(laptop, "sync", "push");
    run(work, "sync", "pull");
    String session = json(work, "sessions", "--json").get(0).get("session_id").asText();
    JsonNode plan = json(work, "sync", "forget", "--session", session, "--dry-run", "--json");
    assertThat(plan.get("dry_run").asBoolean()).isTrue();
    assertThat(plan.get("events").asInt()).isEqualTo(2);
    check(run(work, "sync", "forget", "--session", session), 2, "Nothing was changed");
    check(run(work, "sync", "forget"), 2, "--session");
    check(
        run(work, "sync", "forget", "--session", session, "--before", "then", "--yes"),
        2,
        "2026-01-01");
    check(
        run(work, "sync", "forget", "--session", session, "--before", "2020-01-01", "--yes"),
        2,
        "Nothing of it is earlier");
    assertThat(json(work, "sessions", "--json")).hasSize(1);
    Shell.Run forgot = run(work, "sync", "forget", "--session", session, "--yes");
    check(forgot, 0, "THIS IS DESTRUCTIVE");
    check(forgot, 0, "Forgotten here and in the bucket");
    check(forgot, 0, "takes its part out of the bucket when it syncs next");
    assertThat(json(work, "sessions", "--json")).isEmpty();
    assertThat(run(laptop, "sync", "now").err()).contains("2 events went");
    assertThat(json(laptop, "sessions", "--json")).isEmpty();
  }

  @Test
  void devicesRetentionAndFingerprintThroughTheCommand(@TempDir Path folder) throws Exception {
    setUp();
    json(laptop, "sync", "push", "--json");
    json(work, "sync", "now", "--json");
    json(laptop, "sync", "pull", "--json");
    JsonNode requests = json(work, "sync", "status", "--json").get("requests_30_days");
    assertThat(requests.get("put").asInt()).isPositive();
    assertThat(requests.get("list").asInt()).isPositive();
    assertThat(run(work, "sync", "status").out()).contains("in 30 days: ");

    JsonNode devices = json(work, "sync", "devices", "--json");
    assertThat(devices).hasSize(2);
    assertThat(names(devices.get(1)))
        .contains("label", "events", "segments", "bytes", "behind", "last_seen", "problem");
    assertThat(run(work, "sync", "devices").out()).contains("HAS NOT MERGED YET", "this device");
    assertThat(run(laptop, "sync", "devices", "rename", "desk").err())
        .contains("is called desk now");
    json(work, "sync", "now", "--json");
    String words = run(laptop, "sync", "fingerprint").out().strip();
    assertThat(words).matches("[a-z]{5}(-[a-z]{5}){3}");
    assertThat(json(work, "sync", "fingerprint", "--json").get("fingerprint").asText())
        .isEqualTo(words);

    Path file = folder.resolve("desk.db");
    JsonNode restored =
        json(work, "sync", "restore", "--device", "desk", "--to", file.toString(), "--json");
    assertThat(restored.get("events").asInt()).isEqualTo(2);
    check(
        run(work, "sync", "restore", "--device", "desk", "--to", file.toString()),
        2,
        "already exists");
    check(
        run(work, "sync", "restore", "--device", "desk", "--at", "noon", "--to", "x.db"),
        2,
        "2026-11-01");
    assertThat(names(json(work, "sync", "prune", "--dry-run", "--json")))
        .contains("deleted_segments", "too_young", "held_up", "devices", "notices");
    assertThat(run(work, "sync", "prune").out()).contains("Deleted 0 replaced segments", "Kept: ");
    check(run(work, "sync", "prune", "--keep-days", "-1"), 2, "from 0 on");

    check(run(work, "sync", "devices", "remove", "desk"), 2, "THIS IS DESTRUCTIVE");
    assertThat(run(work, "sync", "devices", "remove", "desk", "--yes").exitCode()).isZero();
    assertThat(json(work, "sessions", "--json")).isEmpty();
    check(run(laptop, "sync", "now"), 6, "revoked");
  }

  @Test
  void aVaultGetsANewKeyAndTheOtherMachineIsToldWhatToType(@TempDir Path folder) throws Exception {
    setUp();
    json(laptop, "sync", "push", "--json");
    json(work, "sync", "now", "--json");
    Shell.Run shown = run(laptop, "sync", "key", "rotate", "--key-from-env", "NEW_KEY");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).startsWith("export NEW_KEY=AGE-SECRET-KEY-1");
    assertThat(shown.err()).contains("NOTHING WAS CHANGED YET");
    assertThat(json(work, "sync", "pull", "--json").get("problems")).isEmpty();

    Path file = folder.resolve("new-key.txt");
    Shell.Run rotated = run(laptop, "sync", "key", "rotate", "--key-file", file.toString());
    assertThat(rotated.exitCode()).as(rotated.err()).isZero();
    assertThat(rotated.out()).startsWith("AGE-SECRET-KEY-1");
    assertThat(rotated.err())
        .contains("The vault has a new key")
        .contains("work: put the new key in the old one's place there")
        .contains("sync key sheet");
    Shell.Run told = run(work, "sync", "now");
    check(told, 4, "One of your devices replaced the vault's key");
    assertThat(told.err()).contains("the variable " + KEY, "stackunderflow sync now");
    work.env().put(KEY, rotated.out().strip());
    assertThat(run(work, "sync", "now").exitCode()).isZero();
    JsonNode again = json(laptop, "sync", "key", "rotate", "--key-file", file.toString(), "--json");
    assertThat(names(again))
        .containsExactly(
            "rotated",
            "key_fingerprint",
            "devices_to_move",
            "devices_to_invite",
            "devices_unreadable");
    assertThat(again.get("devices_to_move")).isEmpty();
  }

  @Test
  void aVaultWhoseKeyIsLostIsGivenUpOnlyKnowingly() throws Exception {
    setUp();
    json(laptop, "sync", "push", "--json");
    String fingerprint = run(laptop, "sync", "key", "fingerprint").out().strip();
    laptop.env().remove(KEY);
    String[] init = {"sync", "init", "--bucket", s3.url(), "--key-from-env", KEY};
    check(run(laptop, init), 4, "--replace-key");
    String[] replace = java.util.Arrays.copyOf(init, 7);
    replace[6] = "--replace-key";
    Shell.Run asked = run(laptop, replace);
    check(asked, 2, "--abandon");
    assertThat(asked.err()).contains("THIS IS DESTRUCTIVE", fingerprint, "1 device, 1 segment");
    String[] abandon = java.util.Arrays.copyOf(replace, 9);
    abandon[7] = "--abandon";
    abandon[8] = "SHA256:something";
    check(run(laptop, abandon), 2, "is not the fingerprint");
    abandon[8] = fingerprint;
    Shell.Run done = run(laptop, abandon);
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out()).startsWith("export " + KEY + "=AGE-SECRET-KEY-1");
    laptop.env().put(KEY, done.out().strip().substring(done.out().indexOf('=') + 1));
    assertThat(json(laptop, "sync", "push", "--json").get("events").asInt()).isEqualTo(2);
    check(run(work, "sync", "now"), 4, "not the vault's key");
  }

  @Test
  void aContainerJoinsWithOnePastedLine(@TempDir Path folder) throws Exception {
    setUp();
    String line = run(laptop, "sync", "invite", "--write-only", "--label", "ci").out().strip();
    assertThat(line).contains(" && stackunderflow sync join --from-env STACKUNDERFLOW_INVITE");
    Machine ci = new Machine(folder.resolve("ci"), s3.credentials(), new TestClock());
    ci.env()
        .put("STACKUNDERFLOW_INVITE", line.substring(line.indexOf('=') + 1, line.indexOf(' ', 8)));
    JsonNode joined = json(ci, "sync", "join", "--from-env", "STACKUNDERFLOW_INVITE", "--json");
    assertThat(joined.get("role").asText()).isEqualTo("write-only");
    ci.append("-p", "ci", Lines.user("u8", Lines.at(8), "built"));
    json(ci, "ingest", "--json");
    assertThat(json(ci, "sync", "push", "--json").get("events").asInt()).isEqualTo(1);
    check(run(ci, "sync", "pull"), 4, "cannot read");
    check(run(ci, "sync", "key", "show", "--yes"), 4, "cannot read");
    assertThat(run(ci, "sync", "status").out()).contains("write-only");
    assertThat(json(work, "sync", "pull", "--json").get("events").asInt()).isEqualTo(1);
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
    check(run(laptop, "frob"), 2, "Unmatched argument");
    check(run(laptop), 2, "Which command?");
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

  private static void check(Shell.Run run, int exitCode, String words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(words).doesNotContain("\tat ", "Exception");
    assertThat(run.out()).isEmpty();
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
}
