package dev.stackunderflow.core.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitRemoteTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git@github.com:o/r.git",
        "git@github.com:o/r",
        "git@github.com:/o/r.git",
        "github.com:o/r",
        "org-14957082@GitHub.com:o/r.git",
        "[git@github.com:22]:o/r.git",
        "[github.com]:o/r.git",
        "ssh://git@github.com/o/r.git",
        "ssh://git@github.com:22/o/r.git",
        "ssh://git@github.com:/o/r.git",
        "git+ssh://git@github.com/o/r",
        "git://github.com/o/r.git",
        "git://github.com:9418/o/r.git/",
        "http://github.com/o/r",
        "https://github.com/o/r.git",
        "https://github.com:443//o//r.git",
        "HTTPS://GITHUB.COM/o/r/",
        "https://github.com./o/r.git?ref=main#readme",
        "https://someone@github.com/o/r.git",
        "https://x-access-token:ghs_16C7e42F292c6912E7@github.com/o/r.git",
        "https://me:p@ss:w@rd@github.com/o/r.git",
        "  https://github.com/o/r  ",
      })
  void everyFormOfAUrlGivesOneName(String url) {
    assertThat(GitRemote.name(url)).isEqualTo("github.com/o/r");
  }

  @ParameterizedTest
  @CsvSource({
    "ssh://git@git.example.com:2222/team/app.git, git.example.com:2222/team/app",
    "'[git@git.example.com:2222]:team/app', git.example.com:2222/team/app",
    "https://git.example.com:80/o/r, git.example.com:80/o/r",
    "https://gitlab.com/group/sub/group/r.git, gitlab.com/group/sub/group/r",
    "git@host:r.git, host/r",
    "https://github.com/O/R.git, github.com/O/R",
    "ssh://git@[2001:DB8::1]:2222/o/r, '[2001:db8::1]:2222/o/r'",
    "'git@[2001:db8::1]:o/r', '[2001:db8::1]/o/r'",
    "ssh://host/~ann/r.git, host/~ann/r",
    "https://bücher.example/o/r, bücher.example/o/r",
    "https://github.com/o/r.github.io, github.com/o/r.github.io",
    "https://github.com/o/.git, github.com/o",
    "gh:o/r, gh/o/r",
  })
  void whatTellsRepositoriesApartStays(String url, String name) {
    assertThat(GitRemote.name(url)).isEqualTo(name);
    assertThat(GitRemote.name("https://" + name)).as("a name is the name of itself").isNotNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "/srv/git/r.git",
        "../r.git",
        "./r",
        "~/r.git",
        "file:///srv/git/r.git",
        "C:\\src\\r",
        "C:/src/r",
        "https://github.com",
        "https://github.com/",
        "https://github.com/.git",
        "https://github.com/o/../r",
        "git@github.com:",
        "https:///o/r",
        "https://localhost:3000/o/r",
        "ssh://git@127.0.0.1/o/r",
        "ssh://git@[::1]/o/r",
        "git@localhost:o/r",
        "ext::sh -c evil",
        "codecommit::eu-west-1://r",
        "https://github.com/o/r\u0007",
        "https://github.com/o r",
        "rsync://host/o/r",
        "r",
      })
  void whatOtherMachinesDoNotKnowIsNoName(String url) {
    assertThat(GitRemote.name(url)).isNull();
  }

  @Test
  void aLongUrlCostsNoTime() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (String part : new String[] {"@", "a@", ":", "/", "[", "a:", "//", ".git/"}) {
            assertThat(GitRemote.name("https://" + part.repeat(900 / part.length()) + "h"))
                .satisfiesAnyOf(
                    name -> assertThat(name).isNull(), name -> assertThat(name).isNotEmpty());
          }
          assertThat(GitRemote.name("https://host/" + "a".repeat(3_000))).isNull();
        });
  }
}
