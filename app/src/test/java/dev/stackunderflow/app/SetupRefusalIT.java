package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.testing.AwsServer;
import dev.stackunderflow.sync.testing.AwsServer.Conditions;
import dev.stackunderflow.sync.testing.AwsServer.Right;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** sync init at a provider that refuses as AWS does: what it says, and that a way is left. */
class SetupRefusalIT {

  private static final String[] REST = {"1", "", ""};

  private AwsServer aws;
  private Map<String, String> env;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    aws = new AwsServer();
    env = new HashMap<>(Map.of("HOME", home.toString()));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private String url(String bucket, String region) {
    return "s3://" + bucket + "?endpoint=" + aws.endpoint() + "&region=" + region;
  }

  private static String[] answers(String[] first, String... then) {
    var all = new String[first.length + then.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(then, 0, all, first.length, then.length);
    return all;
  }

  /** A first key is refused, a second one accepted. */
  private String saidOfKey(String id) throws IOException {
    var person = new Person(answers(new String[] {"1", id, "s1", "1", AwsServer.KEY, "s2"}, REST));
    Shell.Run run = person.runs(env, "sync", "init", "--bucket", aws.url());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(Path.of(env.get("HOME"), ".aws/credentials")))
        .contains(AwsServer.KEY, "s2")
        .doesNotContain("s1");
    assertThat(aws.names()).noneMatch(name -> name.contains("/probe/"));
    return run.err();
  }

  @Test
  void anotherRegionIsUsedWhereTheBucketIsThere() {
    var person = new Person(answers(new String[] {"1", AwsServer.KEY, "s"}, REST));
    String url = url(AwsServer.BUCKET, "us-east-1");
    Shell.Run run = person.runs(env, "sync", "init", "--bucket", url);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("It is in another region: using s3://", "Works: list, write, read, delete.")
        .contains("region=eu-north-1 as ")
        .doesNotContain("us-east-1 as ");
  }

  @Test
  void theRegionOfARedirectIsUsedBeforeCredentialsAreAskedFor() {
    aws.redirect();
    var person = new Person(answers(new String[] {"1", AwsServer.KEY, "s"}, REST));
    String url = url(AwsServer.BUCKET, "us-east-1");
    Shell.Run run = person.runs(env, "sync", "init", "--bucket", url);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).containsOnlyOnce("It is in another region");
  }

  @Test
  void inAScriptTheRegionIsNamed() {
    env.putAll(Map.of("AWS_ACCESS_KEY_ID", AwsServer.KEY, "AWS_SECRET_ACCESS_KEY", "s"));
    String url = url(AwsServer.BUCKET, "us-east-1");
    Shell.Run run =
        Shell.run(env, "sync", "init", "--bucket", url, "--key-file", env.get("HOME") + "/key");
    CliFixture.check(run, 6, "Add region=eu-north-1 to the bucket URL.");
    assertThat(Path.of(env.get("HOME"), "key")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidAccessKeyId, 403, does not know this access key",
    "SignatureDoesNotMatch, 403, The secret does not belong to the access key's id",
    "AccessDenied, 403, is not allowed to list the objects",
    "ExpiredToken, 400, has expired",
    "InvalidToken, 400, The session token is not valid",
    "AccountProblem, 403, 'Check the access key, its secret, its rights'",
  })
  void aKeyThatIsRefusedIsAskedForAgain(String code, int status, String words) throws IOException {
    aws.refuse("refused", status, code);
    assertThat(saidOfKey("refused")).contains(words, status + " " + code);
  }

  @Test
  void aRightThatIsMissingIsNamed() throws IOException {
    aws.allow("reader", Right.LIST, Right.READ);
    assertThat(saidOfKey("reader"))
        .contains("Works: list.", "not allowed to write objects", "s3:PutObject");
  }

  @Test
  void aKeyThatWritesAndDoesNotReadLeavesNothing() throws IOException {
    aws.allow("writer", Right.LIST, Right.WRITE, Right.DELETE);
    assertThat(saidOfKey("writer"))
        .contains("Works: list, write.", "not allowed to read objects", "s3:GetObject");
  }

  @Test
  void aKeyThatDoesNotDeleteIsEnough() {
    aws.allow("keeper", Right.LIST, Right.READ, Right.WRITE);
    var person = new Person(answers(new String[] {"1", "keeper", "s"}, REST));
    Shell.Run run = person.runs(env, "sync", "init", "--bucket", aws.url());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("Works: list, write, read.", "Deleting is not allowed: sync works");
  }

  @ParameterizedTest
  @CsvSource({"IGNORED", "NOT_IMPLEMENTED"})
  void aProviderWithoutConditionalWritesIsEnough(Conditions conditions) {
    aws.answerConditions(conditions);
    var person = new Person(answers(new String[] {"1", AwsServer.KEY, "s"}, REST));
    Shell.Run run = person.runs(env, "sync", "init", "--bucket", aws.url());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Conditional writes: not supported");
  }

  @Test
  void whatIsPastedWithAValueIsLeftOut() throws IOException {
    var person =
        new Person(
            answers(
                new String[] {
                  "1",
                  " export AWS_ACCESS_KEY_ID='" + AwsServer.KEY + "' ",
                  "aws_secret_access_key = \"se=cret==\"\t"
                },
                REST));
    Shell.Run run = person.runs(env, "sync", "init", "--bucket", aws.url());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(Path.of(env.get("HOME"), ".aws/credentials")))
        .contains("= " + AwsServer.KEY + "\n", "= se=cret==\n");
  }

  @Test
  void aTemporaryKeyAndTwoWordsAreAskedForAgain() {
    var person =
        new Person(
            answers(
                new String[] {"1", "", "two words", "ASIAIOSFODNN7EXAMPLE", AwsServer.KEY, "s"},
                REST));
    Shell.Run run = person.runs(env, "sync", "init", "--bucket", aws.url());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("one word; < goes back", "temporary and needs a session token");
  }

  /** From each question back to the one before, and forward again. */
  @Test
  void theUserCanGoBack() {
    var person =
        new Person(
            "1",
            "<", // AWS: the region; back
            "5",
            aws.endpoint() + "/" + AwsServer.BUCKET + "/",
            "<", // the bucket; back
            aws.endpoint(),
            "wrong", // there is no such bucket: the endpoint again
            aws.endpoint(),
            AwsServer.BUCKET,
            "1",
            "<", // the access key's id; back
            "1",
            AwsServer.KEY,
            "<", // the secret; back
            "<", // the credentials; back to the place
            "5",
            aws.endpoint(),
            AwsServer.BUCKET,
            "1",
            AwsServer.KEY,
            "s", // in the region us-east-1, which is corrected
            "1",
            "<", // the key's file; back
            "<", // the key's place; back to the credentials
            "1",
            AwsServer.KEY,
            "s",
            "3",
            "MY_KEY",
            "<", // the name; back to the key's place
            "1",
            "",
            "");
    Shell.Run run = person.runs(env, "sync", "init");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("There is no bucket wrong", "It is in another region");
    assertThat(aws.names()).contains("stackunderflow-sync/v1/vault.json");
  }

  /** Another key would not help: another place is asked for. */
  @Test
  void anObjectThatIsNotAVaultLeadsBackToThePlace() {
    aws.put("taken/v1/vault.json", "{}".getBytes(StandardCharsets.UTF_8));
    var person =
        new Person(
            answers(
                new String[] {
                  "5",
                  aws.endpoint(),
                  AwsServer.BUCKET + "/taken",
                  "1",
                  AwsServer.KEY,
                  "s",
                  "5",
                  aws.endpoint(),
                  AwsServer.BUCKET,
                  "2",
                  "1",
                  AwsServer.KEY,
                  "s"
                },
                REST));
    Shell.Run run = person.runs(env, "sync", "init");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("Is this the right bucket and prefix?", "Type 1, or < to go back.");
    assertThat(aws.names()).contains("stackunderflow-sync/v1/vault.json");
  }

  @Test
  void anEndpointWithTheBucketsNameIsRefusedWithTheRightOne() {
    String url = "s3://sessions?endpoint=" + aws.endpoint() + "/sessions";
    CliFixture.check(
        Shell.run(env, "sync", "init", "--bucket", url, "--key-from-env", "K"),
        2,
        "Leave it out: endpoint=" + aws.endpoint());
  }
}
