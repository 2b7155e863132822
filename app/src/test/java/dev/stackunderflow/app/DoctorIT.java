package dev.stackunderflow.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doctor finds each fault, and says what to do. */
class DoctorIT extends CliFixture {

  private static JsonNode doctor(Machine machine, int exitCode) throws Exception {
    Shell.Run run = run(machine, "doctor", "--json");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    JsonNode document = run.json();
    assertThat(document.get("healthy").asBoolean()).isEqualTo(exitCode == 0);
    assertThat(names(document.get("findings").get(0)))
        .containsExactly("check", "state", "message", "next");
    return document.get("findings");
  }

  private static JsonNode finding(JsonNode findings, String check) {
    for (JsonNode finding : findings) {
      if (finding.get("check").asText().equals(check)) {
        return finding;
      }
    }
    throw new AssertionError("no finding of " + check + " in " + findings);
  }

  private static String state(JsonNode findings, String check) {
    return finding(findings, check).get("state").asText();
  }

  private static List<String> problems(JsonNode findings) {
    List<String> problems = new ArrayList<>();
    findings.forEach(
        f -> {
          if (f.get("state").asText().equals("problem")) {
            problems.add(f.get("check").asText());
          }
        });
    return problems;
  }

  @Test
  void aMachineThatSyncsIsHealthyAndItsDevicesHaveVersions() throws Exception {
    setUp();
    run(laptop, "sync", "push");
    run(work, "sync", "push");
    JsonNode findings = doctor(laptop, 0);
    for (String check :
        List.of(
            "program",
            "permissions",
            "store",
            "agents",
            "sync",
            "key",
            "bucket",
            "vault",
            "conditional_writes",
            "clock",
            "devices",
            "queue")) {
      assertThat(state(findings, check)).as(check).isEqualTo("ok");
    }
    assertThat(finding(findings, "agents").get("message").asText()).contains("Claude Code");
    assertThat(findings.toString()).contains("laptop (this device): version ", "work: version ");
    assertThat(s3.names()).noneMatch(name -> name.contains("probe"));
    Shell.Run words = run(laptop, "doctor");
    assertThat(words.out()).contains("ok      bucket", "works: list, write, read, delete");
    assertThat(words.err()).isEmpty();
  }

  @Test
  void aDamagedStoreIsAFindingAndTheRestIsStillSaid() throws Exception {
    setUp();
    run(laptop, "sync", "push");
    Files.writeString(laptop.home().store(), "not a database, but long enough to look like one");
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("store");
    assertThat(finding(findings, "store").get("next").asText()).contains("Move store.db away");
    assertThat(state(findings, "sync")).isEqualTo("skipped");
    assertThat(state(findings, "agents")).isEqualTo("ok");
  }

  @Test
  void aDeletedHeadOfThisDeviceIsFound() throws Exception {
    setUp();
    run(laptop, "sync", "push");
    s3.names().stream().filter(name -> name.contains("/heads/")).toList().forEach(s3::delete);
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("devices");
    assertThat(finding(findings, "devices").get("message").asText())
        .contains("has pushed 1 time, and its head is not in the bucket");
  }

  @Test
  void aFolderThatIsNotMountedIsNotAQuestionOfCredentials() throws Exception {
    Path usb = Files.createDirectories(laptop.folder().resolve("usb"));
    laptop.env().put(KEY, dev.stackunderflow.sync.key.VaultKey.generate().secret());
    json(
        laptop,
        "sync",
        "init",
        "--bucket",
        usb.toUri().toString(),
        "--key-from-env",
        KEY,
        "--json");
    Files.move(usb, laptop.folder().resolve("elsewhere"));
    JsonNode bucket = finding(doctor(laptop, 9), "bucket");
    assertThat(bucket.get("message").asText()).contains("There is no folder", "mount the drive");
    assertThat(bucket.get("next").isNull()).isTrue();
  }

  @Test
  void withoutSyncNothingIsAskedOfAnyNetwork() throws Exception {
    Files.createDirectories(laptop.folder().resolve(".codeium/windsurf"));
    JsonNode findings = doctor(laptop, 0);
    assertThat(finding(findings, "sync").get("message").asText())
        .contains("no connection was opened");
    assertThat(state(findings, "store")).isEqualTo("note");
    assertThat(findings.toString())
        .contains("found, not read: Windsurf in ")
        .doesNotContain("\"bucket\"", "\"clock\"");
    assertThat(laptop.home().syncFolder()).doesNotExist();
    List<String> command = new ArrayList<>(Service.command(laptop, "doctor").command());
    command.add(1, "-Xlog:class+load");
    var logged = new ProcessBuilder(command).redirectErrorStream(true);
    logged.environment().clear();
    logged.environment().putAll(laptop.env());
    String classes = new String(logged.start().getInputStream().readAllBytes(), UTF_8);
    assertThat(classes)
        .contains("dev.stackunderflow.app.doctor.Doctor ")
        .doesNotContain("software.amazon.awssdk", "java.net.Socket ");
  }

  @Test
  void aKeyThatIsMissingOrAnotherOneIsNamed() throws Exception {
    setUp();
    laptop.env().remove(KEY);
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("key");
    assertThat(finding(findings, "key").get("message").asText()).contains("the variable " + KEY);
    assertThat(finding(findings, "key").get("next").asText()).contains("password manager");
    assertThat(state(findings, "devices")).isEqualTo("skipped");
  }

  @Test
  void aBucketThatIsSilentRefusesOrIsEmptyIsToldApart() throws Exception {
    setUp();
    laptop.env().put("AWS_SECRET_ACCESS_KEY", "another");
    JsonNode refused = doctor(laptop, 9);
    assertThat(problems(refused)).containsExactly("bucket");
    assertThat(finding(refused, "bucket").get("message").asText())
        .startsWith("The bucket ")
        .contains("refused access");
    laptop.env().putAll(s3.credentials());
    s3.names().forEach(s3::delete);
    assertThat(problems(doctor(laptop, 9))).contains("vault");
    s3.stop();
    JsonNode silent = doctor(laptop, 9);
    assertThat(problems(silent)).containsExactly("bucket");
    assertThat(finding(silent, "bucket").get("next").asText()).contains("Check the network");
    s3.restart();
  }

  @Test
  void whatOthersCanReadIsNamed() throws Exception {
    setUp();
    Path token = Files.writeString(laptop.home().folder().resolve("api-token"), "secret");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("permissions");
    assertThat(finding(findings, "permissions").get("message").asText()).contains("api-token");
    assertThat(finding(findings, "permissions").get("next").asText()).startsWith("Run: chmod");
  }

  @Test
  void aDamagedStoreIsNamed() throws Exception {
    json(laptop, "ingest", "--json");
    Files.writeString(laptop.home().store(), "this is not a database, and never was one");
    assertThat(problems(doctor(laptop, 9))).containsExactly("store");
  }

  @Test
  void continuousSyncThatDoesNotRunAndAQueueThatWaitsAreProblems() throws Exception {
    setUp();
    run(laptop, "sync", "auto", "--enable");
    assertThat(AutoSettings.read(laptop.home()).enabled()).isTrue();
    s3.stop();
    run(laptop, "sync", "push");
    s3.restart();
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("queue", "service");
    assertThat(finding(findings, "queue").get("message").asText()).contains("No answer from");
    run(laptop, "sync", "auto", "--disable");
    run(laptop, "sync", "push");
    assertThat(problems(doctor(laptop, 0))).isEmpty();
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() throws Exception {
    Files.createDirectories(laptop.folder());
    Files.writeString(laptop.home().folder(), "not a folder");
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("permissions");
    assertThat(finding(findings, "permissions").get("next").asText()).contains("Move it away");
  }

  /** Its advice is not to move the store away. */
  @Test
  void aStoreOfANewerVersionIsNotCalledDamaged() throws Exception {
    json(laptop, "ingest", "--json");
    try (var store = Store.open(laptop.home().store());
        var statement = store.connection().createStatement()) {
      statement.execute("PRAGMA user_version = 9999");
    }
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("store");
    assertThat(finding(findings, "store").get("message").asText()).contains("newer version");
    assertThat(finding(findings, "store").get("next").isNull()).isTrue();
  }

  @Test
  void anUnreadableStateOfSyncIsAFindingAndTheRestIsStillSaid() throws Exception {
    setUp();
    Files.writeString(laptop.home().syncFolder().resolve("device.json"), "{");
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("sync");
    assertThat(state(findings, "store")).isEqualTo("ok");
    assertThat(finding(findings, "sync").get("next").asText()).contains("Nothing is lost");
  }

  @Test
  void aFolderOfLogsThatCannotBeReadIsAProblem() throws Exception {
    Path projects = Files.createDirectories(laptop.folder().resolve(".claude/projects/-src"));
    Files.setPosixFilePermissions(projects, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(projects), "this user may read everything");
    JsonNode findings = doctor(laptop, 9);
    assertThat(problems(findings)).containsExactly("agents");
    assertThat(finding(findings, "agents").get("message").asText())
        .isEqualTo("you have no right to read " + projects + " of Claude Code");
    assertThat(run(laptop, "ingest").err()).contains("No right to read " + projects);
    Files.setPosixFilePermissions(projects, PosixFilePermissions.fromString("rwx------"));
    assertThat(problems(doctor(laptop, 0))).isEmpty();
  }
}
