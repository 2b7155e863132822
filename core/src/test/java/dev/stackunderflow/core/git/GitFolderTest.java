package dev.stackunderflow.core.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitFolderTest {

  private static final String URL = "git@github.com:o/r.git";

  @TempDir private Path home;

  @BeforeEach
  void theHomeIsWhereItIs() throws IOException {
    home = home.toRealPath();
  }

  private static void repository(Path gitDir, @Nullable String url) throws IOException {
    Files.createDirectories(gitDir);
    Files.writeString(gitDir.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(
        gitDir.resolve("config"),
        "[core]\n\tbare = false\n"
            + (url == null ? "" : "[remote \"origin\"]\n\turl = " + url + "\n"));
  }

  private Optional<GitFolder> find(Path folder) {
    return GitFolder.of(folder.toString(), home);
  }

  @Test
  void aFolderInAWorkingTreeHasItsRemote() throws Exception {
    Path app = home.resolve("app");
    repository(app.resolve(".git"), URL);
    Path sub = Files.createDirectories(app.resolve("core/src"));
    assertThat(find(app)).contains(new GitFolder(app, "", "github.com/o/r", false));
    assertThat(find(sub)).contains(new GitFolder(app, "core/src", "github.com/o/r", false));
    assertThat(find(home)).isEmpty();
    assertThat(find(app.resolve("gone"))).isEmpty();
    assertThat(GitFolder.of("app", home)).isEmpty();
    assertThat(GitFolder.of("C:\\src\\app\0", home)).isEmpty();
  }

  @Test
  void aRepositoryWithoutARemoteIsOneAllTheSame() throws Exception {
    Path app = home.resolve("app");
    repository(app.resolve(".git"), null);
    assertThat(find(app)).contains(new GitFolder(app, "", null, false));
    repository(app.resolve(".git"), "/srv/git/app.git");
    assertThat(find(app).orElseThrow().remote()).isNull();
  }

  @Test
  void withoutAnOriginTheFirstRemoteThatOthersKnowCounts() throws Exception {
    Path app = home.resolve("app");
    repository(app.resolve(".git"), null);
    Files.writeString(
        app.resolve(".git/config"),
        "[remote \"disk\"]\nurl = /mnt/r.git\n[remote \"hub\"]\nurl = https://host/o/r\n");
    assertThat(find(app).orElseThrow().remote()).isEqualTo("host/o/r");
  }

  @Test
  void theRepositoryOfTheHomeIsNotThatOfTheFoldersInIt() throws Exception {
    repository(home.resolve(".git"), "https://host/me/dotfiles");
    Path notes = Files.createDirectories(home.resolve("notes"));
    assertThat(find(notes)).isEmpty();
    assertThat(find(home).orElseThrow().remote()).isEqualTo("host/me/dotfiles");
  }

  @Test
  void worktreesHaveTheRemoteOfTheirRepositoryAndSubmodulesTheirOwn() throws Exception {
    Path app = home.resolve("app");
    repository(app.resolve(".git"), URL);
    Path data = app.resolve(".git/worktrees/fix");
    Files.createDirectories(data);
    Files.writeString(data.resolve("HEAD"), "ref: refs/heads/fix\n");
    Files.writeString(data.resolve("commondir"), "../..\n");
    Path fix = Files.createDirectories(home.resolve("fix/core"));
    Files.writeString(home.resolve("fix/.git"), "gitdir: " + data + "\n");
    assertThat(find(fix))
        .contains(new GitFolder(home.resolve("fix"), "core", "github.com/o/r", true));

    repository(app.resolve(".git/modules/lib"), "https://github.com/o/lib");
    Path lib = Files.createDirectories(app.resolve("lib"));
    Files.writeString(lib.resolve(".git"), "gitdir: ../.git/modules/lib\n");
    assertThat(find(lib)).contains(new GitFolder(lib, "", "github.com/o/lib", false));
  }

  @Test
  void aLinkToAFolderInAWorkingTreeIsFollowed() throws Exception {
    Path app = home.resolve("app");
    repository(app.resolve(".git"), URL);
    Files.createDirectories(app.resolve("core"));
    Path link = Files.createSymbolicLink(home.resolve("link"), app.resolve("core"));
    assertThat(find(link)).contains(new GitFolder(app, "core", "github.com/o/r", false));
  }

  @Test
  void whatIsNoRepositoryIsPassedOver() throws Exception {
    Path outer = home.resolve("outer");
    repository(outer.resolve(".git"), URL);
    Path inner = Files.createDirectories(outer.resolve("inner"));
    Path git = inner.resolve(".git");
    for (String pointer :
        List.of(
            "",
            "gitdir: ",
            "gitdir: ../gone",
            "gitdir: \\\\server\\share\\r",
            "gitdir: //server/share/r",
            "gitdir: a\0b",
            "nothing",
            "gitdir: " + "x/".repeat(10_000))) {
      Files.writeString(git, pointer);
      assertThat(find(inner).orElseThrow().root()).as(pointer).isEqualTo(outer);
    }
    Files.delete(git);
    Files.createDirectories(git);
    assertThat(find(inner).orElseThrow().root()).as("an empty .git").isEqualTo(outer);
  }

  @Test
  void aConfigThatIsTooLargeOrNoFileIsNotRead() throws Exception {
    Path app = home.resolve("app");
    repository(app.resolve(".git"), URL);
    Path config = app.resolve(".git/config");
    Files.writeString(config, Files.readString(config) + "#".repeat(1 << 20));
    assertThat(find(app).orElseThrow().remote()).isNull();
    Files.delete(config);
    Files.createDirectory(config);
    assertThat(find(app).orElseThrow().remote()).isNull();
  }

  @Test
  void whatGitMakesIsRead() throws Exception {
    Path app = home.resolve("app");
    git(home, "init", "-q", "-b", "main", "app");
    git(app, "remote", "add", "origin", "ssh://git@github.com:22/o/r.git");
    git(app, "commit", "-q", "--allow-empty", "-m", "first");
    git(app, "worktree", "add", "-q", "../fix");
    git(home, "clone", "-q", "--bare", "app", "bare.git");
    git(home.resolve("bare.git"), "remote", "set-url", "origin", "https://u:p@host/o/bare.git");
    git(home.resolve("bare.git"), "worktree", "add", "-q", "../bare-main", "main");
    git(
        app,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        home + "/bare.git",
        "lib");
    git(app.resolve("lib"), "remote", "set-url", "origin", "git@host:o/lib");
    assertThat(find(app)).contains(new GitFolder(app, "", "github.com/o/r", false));
    assertThat(find(home.resolve("fix")))
        .contains(new GitFolder(home.resolve("fix"), "", "github.com/o/r", true));
    assertThat(find(home.resolve("bare-main")))
        .contains(new GitFolder(home.resolve("bare-main"), "", "host/o/bare", true));
    assertThat(find(app.resolve("lib")))
        .contains(new GitFolder(app.resolve("lib"), "", "host/o/lib", false));
  }

  /** Skips the test where there is no Git. */
  private void git(Path folder, String... arguments) throws Exception {
    var command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=x", "-c", "user.email=x@example.com"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      Assumptions.abort("no git here");
      return;
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
