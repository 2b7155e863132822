package dev.stackunderflow.core.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is replaced in a text, and what stays. The secrets here are made up and have no owner. */
class RedactorTest {

  private final Redactor redactor =
      new Redactor(new Identity("/home/ann", Set.of("ann", "Ann Lee")));

  private String of(String text) {
    return redactor.text(text);
  }

  /** A made-up token: written in two parts, so that no scanner takes this file for a leak. */
  private static String token(String prefix, int length) {
    return prefix
        + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3hJ5kL7nP9rS1tV3xY5zA7cD9fG1"
            .repeat(2)
            .substring(0, length);
  }

  @Test
  void wellKnownTokensAreReplacedByTheirKind() {
    Map<String, String> tokens =
        Map.ofEntries(
            Map.entry("AKIA" + "ABCDEFGHIJKLMNOP", "AWS key"),
            Map.entry(token("ghp_", 36), "GitHub token"),
            Map.entry(token("github_pat_", 60), "GitHub token"),
            Map.entry(token("glpat-", 20), "GitLab token"),
            Map.entry("xoxb-" + "123456789012-abcdefgh", "Slack token"),
            Map.entry(token("sk_live_", 24), "Stripe key"),
            Map.entry(token("sk-ant-api03-", 60), "Anthropic key"),
            Map.entry(token("sk-proj-", 48), "OpenAI key"),
            Map.entry(token("sk-", 48), "OpenAI key"),
            Map.entry(token("AIza", 35), "Google key"),
            Map.entry(token("npm_", 36), "npm token"),
            Map.entry(token("pypi-", 80), "PyPI token"),
            Map.entry(token("hf_", 34), "Hugging Face token"),
            Map.entry(
                token("eyJ", 20) + "." + token("eyJ", 30) + "." + token("", 40), "JSON web token"),
            Map.entry("AGE-SECRET-KEY-1" + "Q".repeat(58), "age secret key"));
    tokens.forEach(
        (token, kind) -> {
          String mark = "[redacted: " + kind + "]";
          assertThat(of("see " + token + " there")).isEqualTo("see " + mark + " there");
          assertThat(of("(\"" + token + "\")")).isEqualTo("(\"" + mark + "\")");
        });
    assertThat(redactor.counts()).containsEntry("GitHub token", 4).containsEntry("AWS key", 2);
  }

  @Test
  void privateKeysAreReplacedToTheirEndOrThatOfTheText() {
    String key =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\nx\n-----END OPENSSH PRIVATE KEY-----";
    assertThat(of("a\n" + key + "\nb")).isEqualTo("a\n[redacted: private key]\nb");
    assertThat(of("a\n" + key.replace("\n", "\\n") + "\nb"))
        .isEqualTo("a\n[redacted: private key]\nb");
    assertThat(of("-----BEGIN PRIVATE KEY-----\nhalf of it")).isEqualTo("[redacted: private key]");
    assertThat(of("-----BEGIN PUBLIC KEY-----\nx")).contains("BEGIN PUBLIC KEY");
  }

  @Test
  void passwordsInAddressesHeadersAndOptionsAreReplaced() {
    assertThat(of("postgres://ann:hunter22@db:5432/x"))
        .isEqualTo("postgres://[redacted: password]@db:5432/x");
    assertThat(of("https://example.org:8080/a@b")).isEqualTo("https://example.org:8080/a@b");
    assertThat(of("Authorization: Bearer abcdefgh12345678"))
        .isEqualTo("Authorization: Bearer [redacted: authorization]");
    assertThat(of("mysql --password=hunter22 -u x"))
        .doesNotContain("hunter22")
        .startsWith("mysql --password=[redacted: ");
    assertThat(of("login --token abc1234 now")).isEqualTo("login --token [redacted: password] now");
  }

  @Test
  void valuesOfSecretVariablesAreReplacedAndTheirNamesStay() {
    assertThat(of("DB_PASSWORD=correcthorse")).isEqualTo("DB_PASSWORD=[redacted: secret]");
    assertThat(of("export AWS_SECRET_ACCESS_KEY=\"wJalrXUt/nFEMI+b\" x"))
        .isEqualTo("export AWS_SECRET_ACCESS_KEY=\"[redacted: secret]\" x");
    assertThat(of("{\\\"api_key\\\": \\\"abcd1234\\\"}"))
        .isEqualTo("{\\\"api_key\\\": \\\"[redacted: secret]\\\"}");
    assertThat(of("client_secret: s3cr3tvalue")).isEqualTo("client_secret: [redacted: secret]");
  }

  @Test
  void codeCountsAndReferencesStay() {
    for (String text :
        List.of(
            "max_tokens=128000",
            "\"input_tokens\": 1200345",
            "String token = request.token();",
            "password: string",
            "DB_PASSWORD=$SECRET",
            "TOKEN=${{ secrets.TOKEN }}",
            "api_key = os.environ[x]",
            "API_KEY=xxxxxxxx",
            "the token is read from the key",
            "https://example.org/path?x=1",
            "sha256-abc sk-learn ghp_short")) {
      assertThat(of(text)).isEqualTo(text);
    }
    assertThat(redactor.counts()).isEmpty();
  }

  @Test
  void homesAndNamesAreReplacedWhosesoeverMachineItWas() {
    assertThat(of("/home/ann/src /home/berta/x /Users/Carl/y C:\\Users\\dora\\z /home/ann"))
        .isEqualTo("~/src ~/x ~/y ~\\z ~");
    assertThat(of("projects/-home-ann-src-gauge")).isEqualTo("projects/~-src-gauge");
    assertThat(of("Ann Lee and ann, not Annual or banned"))
        .isEqualTo("[redacted: name] and [redacted: name], not Annual or banned");
    assertThat(of("page-home-icon /homework")).isEqualTo("page-home-icon /homework");
  }

  @Test
  void theUserIsKnownFromTheEnvironmentAndGit(@TempDir Path home) throws Exception {
    Files.writeString(
        home.resolve(".gitconfig"),
        "[core]\n\tname = no\n[user]\n\tname = Ann Lee\n\temail = ann@example.org\n");
    Identity identity = Identity.of(Map.of("HOME", home.toString(), "USER", "root"));
    assertThat(identity.home()).isEqualTo(home.toString());
    assertThat(identity.names())
        .contains("Ann Lee", "ann@example.org")
        .doesNotContain("no", "root");
  }

  @Test
  void aFieldsNameSaysThatItsValueIsSecretAndJsonStaysJson() {
    var json = new JsonRedactor(redactor);
    assertThat(
            json.record(
                "{\"password\":\"hunter22\",\"n\":[1,null,true],\"max_tokens\":\"many\","
                    + "\"text\":\"-----BEGIN PRIVATE KEY-----\\nx\"}"))
        .isEqualTo(
            "{\"password\":\"[redacted: secret]\",\"n\":[1,null,true],\"max_tokens\":\"many\","
                + "\"text\":\"[redacted: private key]\"}");
    assertThat(json.record("not JSON, PASSWORD=hunter22"))
        .isEqualTo("not JSON, PASSWORD=[redacted: secret]");
  }

  @Test
  void longTextsWithAlmostASecretStayAsTheyAre() {
    for (String part : List.of("a_secret", "://x:", "eyJaaaaaaaa. ", "=", "sk- ", "password ")) {
      String text = part.repeat(100_000 / part.length());
      assertThat(of(text)).isEqualTo(text);
    }
  }
}
