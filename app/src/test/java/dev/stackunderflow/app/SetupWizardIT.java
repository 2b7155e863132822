package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * sync init asks for what its options do not say, tests each answer, and joins the next machine.
 */
class SetupWizardIT extends CliFixture {

  private static final String PASTE = "  stackunderflow sync init --bucket '";

  private String endpoint = "";

  @BeforeEach
  void noCredentials() {
    endpoint = s3.url().replaceFirst(".*endpoint=", "");
    for (Machine machine : new Machine[] {laptop, work}) {
      machine.env().remove("AWS_ACCESS_KEY_ID");
      machine.env().remove("AWS_SECRET_ACCESS_KEY");
    }
  }

  private static Path keyFile(Machine machine) {
    return machine.home().folder().resolve("vault-key.txt");
  }

  private Shell.Run laptopIsSetUp() {
    var person =
        new Person(
            "4",
            endpoint,
            S3Server.BUCKET,
            "1",
            S3Server.ACCESS_KEY_ID,
            S3Server.SECRET_ACCESS_KEY,
            "1",
            "",
            "desk");
    Shell.Run run = person.runs(laptop.env(), "sync", "init");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(person.secrets()).containsExactly(S3Server.SECRET_ACCESS_KEY);
    assertThat(String.join(" ", person.shown())).doesNotContain(S3Server.SECRET_ACCESS_KEY);
    return run;
  }

  private static String[] pasted(Shell.Run run) {
    String line = run.err().lines().filter(l -> l.startsWith(PASTE)).findFirst().orElseThrow();
    String url = line.substring(PASTE.length(), line.indexOf('\'', PASTE.length()));
    return new String[] {"sync", "init", "--bucket", url};
  }

  @Test
  void aVaultIsCreatedAndTheNextMachineJoinsWithOneLineAndTheKey() throws Exception {
    Shell.Run first = laptopIsSetUp();
    String key = first.out().strip();
    assertThat(first.err())
        .contains("It answers.", "Works: list, write, read, delete.")
        .contains("Conditional writes: supported.")
        .contains("as desk.", "With options, that is:", "--profile stackunderflow")
        .doesNotContain(key, S3Server.SECRET_ACCESS_KEY);
    assertThat(Files.readString(keyFile(laptop))).contains(key);
    Path credentials = laptop.folder().resolve(".aws/credentials");
    assertThat(Files.readString(credentials))
        .contains("[stackunderflow]", S3Server.SECRET_ACCESS_KEY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
        .isEqualTo("rw-------");
    assertThat(run(laptop, "sync", "push").exitCode()).isZero();

    var person =
        new Person("1", S3Server.ACCESS_KEY_ID, S3Server.SECRET_ACCESS_KEY, "1", "", key, "");
    Shell.Run second = person.runs(work.env(), pasted(first));
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).isEmpty();
    assertThat(second.err()).contains("this machine joins it", "That is the vault's key");
    assertThat(person.secrets()).containsExactly(S3Server.SECRET_ACCESS_KEY, key);
    assertThat(run(work, "sync", "pull").exitCode()).isZero();
    assertThat(json(work, "sync", "status", "--json").get("devices")).hasSize(2);
  }

  @Test
  void eachWrongAnswerIsToldAtOnceAndAskedForAgain() throws Exception {
    laptopIsSetUp();
    String wrongKey = Files.readString(keyFile(laptop)).lines().toList().getLast();
    Files.delete(laptop.home().syncFolder().resolve("device.json"));
    s3.names().forEach(s3::delete);
    work.env().putAll(s3.credentials());
    Shell.Run created =
        new Person(
                "9",
                "5",
                endpoint,
                "no-such-bucket",
                "",
                "\"s3://" + S3Server.BUCKET + "\"",
                "1",
                "1",
                "",
                "")
            .runs(work.env(), "sync", "init");
    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(created.err())
        .contains("Type a number from 1 to 6.", "There is no bucket no-such-bucket");

    var person =
        new Person(
            "1",
            S3Server.ACCESS_KEY_ID,
            "wrong secret",
            "1",
            S3Server.ACCESS_KEY_ID,
            S3Server.SECRET_ACCESS_KEY,
            "1",
            "/no/such/folder/key",
            "~/key.txt",
            "~/Downloads/key.txt",
            "age1public",
            wrongKey,
            created.out().strip(),
            "");
    Shell.Run joined = person.runs(laptop.env(), pasted(created));
    assertThat(joined.exitCode()).as(joined.err()).isZero();
    assertThat(joined.err())
        .contains("refused access", "in a folder that exists")
        .contains("This is a recipient", "This is not the vault's key")
        .contains("add --key-file FILE to the command");
    assertThat(laptop.folder().resolve("key.txt")).content().contains(created.out().strip());
    assertThat(Files.readString(laptop.folder().resolve(".aws/credentials")))
        .contains("[stackunderflow]", "[stackunderflow-2]")
        .doesNotContain("wrong secret");
  }

  @Test
  void aFolderNeedsNoCredentials(@TempDir Path shared) throws Exception {
    Shell.Run created =
        new Person("6", "~", shared.resolve("none").toString(), shared.toString(), "3", "", "")
            .runs(laptop.env(), "sync", "init");
    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(created.err()).contains("There is no folder", "Works: list, write, read, delete.");
    assertThat(created.err()).contains("That is your home folder.");
    assertThat(created.out()).startsWith("export STACKUNDERFLOW_KEY=AGE-SECRET-KEY-1");
    String key = created.out().strip().replaceFirst(".*=", "");
    Shell.Run joined = new Person("3", "", "1", "", key, "").runs(work.env(), pasted(created));
    assertThat(joined.exitCode()).as(joined.err()).isZero();
    assertThat(joined.err()).contains("The variable is not set.");
  }

  @Test
  void aKeyIsAcceptedWithTheSpacesAndLineBreaksThatItWasPastedWith(@TempDir Path shared) {
    Shell.Run created =
        new Person("6", shared.toString(), "1", "", "").runs(laptop.env(), "sync", "init");
    String key = created.out().strip();
    Shell.Run joined =
        new Person(
                "1",
                "",
                key.substring(0, 30),
                "/no/key",
                key.substring(0, 20) + " " + key.substring(20, 40),
                "  " + key.substring(40) + "\u00a0",
                "")
            .runs(work.env(), pasted(created));
    assertThat(joined.exitCode()).as(joined.err()).isZero();
    assertThat(joined.err()).contains("it has 30 characters instead of 74", "This is not a key");
    assertThat(keyFile(work)).content().contains(key);
  }

  @Test
  void anEndpointThatDoesNotAnswerIsToldBeforeAnythingSecretIsTyped() {
    s3.stop();
    var person = new Person("5", endpoint, S3Server.BUCKET);
    Shell.Run run = person.runs(laptop.env(), "sync", "init");
    s3.restart();
    check(run, 2, "No answer from");
    assertThat(run.err()).contains("The input ended. Sync was not set up.");
    assertThat(person.secrets()).isEmpty();
    assertThat(laptop.home().syncFolder()).doesNotExist();
  }

  @Test
  void withoutATerminalAnErrorNamesTheOptions() {
    check(run(laptop, "sync", "init"), 2, "--bucket URL");
    check(
        run(laptop, "sync", "init", "--bucket", s3.url()),
        2,
        "Add --key-from-env NAME, --key-file PATH or --key-from-keychain.");
    check(new Person().runs(laptop.env(), "sync", "init", "--json"), 2, "in a script it needs");
    assertThat(s3.objects()).isEmpty();
  }

  @Test
  void aMachineThatIsSetUpIsNotAskedAgain() {
    laptopIsSetUp();
    check(new Person().runs(laptop.env(), "sync", "init"), 2, "set up on this machine already");
  }
}
