package dev.stackunderflow.core.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitConfigTest {

  @Test
  void theFirstUrlOfEachRemoteIsRead() {
    assertThat(
            GitConfig.remotes(
                """
                \ufeff[core]
                \trepositoryformatversion = 0
                \tbare = false   ; comment
                [remote "origin"]
                \turl = git@github.com:o/r.git
                \turl = git@mirror.example.com:o/r.git
                \tpushurl = git@push.example.com:o/r.git
                \tfetch = +refs/heads/*:refs/remotes/origin/*
                [branch "main"]
                \tremote = origin
                [REMOTE "Up Stream"] URL = https://host/up # the first
                [remote.older]
                url=https://host/older
                """))
        .containsExactly(
            Map.entry("origin", "git@github.com:o/r.git"),
            Map.entry("Up Stream", "https://host/up"),
            Map.entry("older", "https://host/older"));
  }

  @Test
  void quotesEscapesAndContinuedLinesAreAsInGit() {
    assertThat(
            GitConfig.remotes(
                """
                [remote "a\\"b\\\\c"]
                  url = "https://host/a # not a comment"  ; a comment
                [remote "long"]
                  url = https://host/\\
                lo\\tng "  x  "  \s
                [remote "none"]
                  url
                [remote "empty"]
                  url =
                [remote "last"]
                  url = https://host/last"""))
        .containsExactly(
            Map.entry("a\"b\\c", "https://host/a # not a comment"),
            Map.entry("long", "https://host/lo\tng   x  "),
            Map.entry("last", "https://host/last"));
  }

  @Test
  void includesAndInsteadOfAreLeftAlone() {
    assertThat(
            GitConfig.remotes(
                """
                [include]
                  path = /etc/passwd
                [includeIf "gitdir:/"]
                  path = other
                [url "git@github.com:"]
                  insteadOf = gh:
                [remote "origin"]
                  url = gh:o/r
                """))
        .containsExactly(Map.entry("origin", "gh:o/r"));
  }

  @Test
  void linesOfWindowsAreRead() {
    assertThat(GitConfig.remotes("[remote \"origin\"]\r\n\turl = https://host/o/r\r\n[core]\r\n"))
        .containsExactly(Map.entry("origin", "https://host/o/r"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[remote \"origin\"",
        "[remote \"orig\nin\"]\nurl = https://host/o/r",
        "[remote \"origin\"]\nurl = \"https://host/o/r",
        "[remote \"origin\"]\nurl = https://host/o/r\\q",
        "[remote \"origin\"]\nurl = https://host/o/r\\",
        "[remote \"origin\"]\nurl : https://host/o/r",
        "[remote \"origin\"]\nurl = https://host/o/r\n= x",
        "[remote \"origin\"]\nurl = https://host/o/r\n[",
        "[remote \"origin\"]\nurl = https://host/o/r\n\u0000\u0001",
        "<html>not found</html>",
      })
  void aFileThatGitRefusesNamesNoRemote(String text) {
    assertThat(GitConfig.remotes(text)).isEmpty();
  }
}
