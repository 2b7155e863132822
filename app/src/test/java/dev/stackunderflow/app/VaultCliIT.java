package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that change the vault: forget, devices, prune, restore, invite. */
class VaultCliIT extends CliFixture {

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
        "Not a valid date or time: then");
    check(
        run(work, "sync", "forget", "--session", session, "--before", "2020-01-01", "--yes"),
        2,
        "It has no events before");
    assertThat(json(work, "sessions", "--json")).hasSize(1);
    Shell.Run forgot = run(work, "sync", "forget", "--session", session, "--yes");
    check(forgot, 0, "THIS IS DESTRUCTIVE");
    check(forgot, 0, "Deleted here and in the bucket");
    check(forgot, 0, "deletes its part from the bucket at its next sync");
    assertThat(json(work, "sessions", "--json")).isEmpty();
    assertThat(run(laptop, "sync", "now").err())
        .contains("2 events were deleted because another device asked for it");
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
    assertThat(run(work, "sync", "devices").out()).contains("PUSHES NOT MERGED YET", "this device");
    assertThat(run(laptop, "sync", "devices", "rename", "desk").err())
        .contains("is now called desk");
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
    check(run(work, "sync", "prune", "--keep-days", "-1"), 2, "must be 0 or more");

    check(run(work, "sync", "devices", "remove", "desk"), 2, "THIS IS DESTRUCTIVE");
    assertThat(run(work, "sync", "devices", "remove", "desk", "--yes").exitCode()).isZero();
    assertThat(json(work, "sessions", "--json")).isEmpty();
    check(run(laptop, "sync", "now"), 6, "revoked");
  }

  @Test
  void aContainerJoinsWithAnInvitationFromAFileAndNoSecretIsInACommandLine(@TempDir Path folder)
      throws Exception {
    setUp();
    String invitation = run(laptop, "sync", "invite", "--write-only", "--label", "ci").out();
    assertThat(invitation.strip()).startsWith("suf1-").doesNotContain(" ", "\n");
    Path file = Files.writeString(folder.resolve("invitation.txt"), invitation);
    Machine ci = new Machine(folder.resolve("ci"), s3.credentials(), new TestClock());
    check(run(ci, "sync", "join", "--from-file", "nowhere"), 2, "cannot be read");
    JsonNode joined = json(ci, "sync", "join", "--from-file", file.toString(), "--json");
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
  void aWriteOnlyDevicesOtherRawLineIsListedWithWhoSaysWhat(@TempDir Path folder) throws Exception {
    setUp();
    String invitation = run(laptop, "sync", "invite", "--write-only", "--label", "ci").out();
    Path file = Files.writeString(folder.resolve("invitation.txt"), invitation);
    Machine ci = new Machine(folder.resolve("ci"), s3.credentials(), new TestClock());
    json(ci, "sync", "join", "--from-file", file.toString(), "--json");
    String line = Lines.user("u1", Lines.at(1), "hello there");
    ci.append("-home-me-src-app", "one", line.replace("\"/home/me/src/app\"", "\"/\u202eevil\""));
    json(ci, "ingest", "--json");
    json(ci, "sync", "push", "--json");
    json(laptop, "sync", "now", "--json");
    json(work, "sync", "pull", "--json");

    for (Machine machine : List.of(laptop, work)) {
      JsonNode conflicts = json(machine, "sync", "conflicts", "--json");
      assertThat(conflicts).hasSize(1);
      JsonNode conflict = conflicts.get(0);
      assertThat(conflict.get("kind").asText()).isEqualTo("raw_line");
      assertThat(conflict.get("winner").get("device_label").asText()).isEqualTo("laptop");
      assertThat(conflict.get("winner").get("raw_line").asText()).isEqualTo(line);
      assertThat(conflict.get("loser").get("device_label").asText()).isEqualTo("ci");
      assertThat(run(machine, "sync", "conflicts").out())
          .contains("shown  laptop  user, raw line: \u2026", "kept   ci  user, raw line: \u2026")
          .contains("evil")
          .doesNotContain("\u202e");
      check(
          run(machine, "sync", "conflicts", "keep", conflict.get("id").asText()),
          2,
          "is always used. Nothing was changed.");
    }
  }

  @Test
  void aPushOfAMachineThatImportedNothingSaysWhatToDo(@TempDir Path folder) throws Exception {
    String key = folder.resolve("key.txt").toString();
    assertThat(run(laptop, "sync", "init", "--bucket", s3.url(), "--key-file", key).exitCode())
        .isZero();
    for (String command : List.of("push", "now")) {
      assertThat(run(laptop, "sync", command).err()).contains("stackunderflow ingest && ");
    }
    laptop.append("-home-me-src-app", "one", Lines.user("u1", Lines.at(1), "a title"));
    run(laptop, "ingest");
    for (String command : List.of("now", "push")) {
      assertThat(run(laptop, "sync", command).err()).doesNotContain("ingest");
    }
  }
}
