package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that handle the vault's key. */
class KeyCliIT extends CliFixture {

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
    assertThat(run(laptop, "sync", "status").out()).contains("never on this device");

    check(run(laptop, "sync", "key", "show"), 2, "--yes");
    assertThat(run(laptop, "sync", "key", "show", "--yes").out()).isEqualTo(key + "\n");
    Path file = folder.resolve("key.txt");
    assertThat(run(laptop, "sync", "key", "backup", "--to", file.toString()).exitCode()).isZero();
    assertThat(Files.readString(file)).contains("# ", fingerprint, s3.url().substring(0, 10), key);
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    check(run(laptop, "sync", "key", "backup", "--to", file.toString()), 2, "Nothing was written");
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
  void aVaultGetsANewKeyAndTheOtherMachineIsToldWhatToType(@TempDir Path folder) throws Exception {
    setUp();
    json(laptop, "sync", "push", "--json");
    json(work, "sync", "now", "--json");
    Shell.Run shown = run(laptop, "sync", "key", "rotate", "--key-from-env", "NEW_KEY");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).startsWith("export NEW_KEY=AGE-SECRET-KEY-1");
    assertThat(shown.err()).contains("NOTHING HAS CHANGED YET");
    assertThat(json(work, "sync", "pull", "--json").get("problems")).isEmpty();

    Path file = folder.resolve("new-key.txt");
    Shell.Run rotated = run(laptop, "sync", "key", "rotate", "--key-file", file.toString());
    assertThat(rotated.exitCode()).as(rotated.err()).isZero();
    assertThat(rotated.out()).startsWith("AGE-SECRET-KEY-1");
    assertThat(rotated.err())
        .contains("The vault has a new key")
        .contains("work: replace the old key with the new one there")
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
    check(run(work, "sync", "now"), 4, "another vault now");
  }
}
