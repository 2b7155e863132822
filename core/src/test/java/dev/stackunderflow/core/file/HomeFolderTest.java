package dev.stackunderflow.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeFolderTest {

  @ParameterizedTest
  @CsvSource({
    "/Users/x/src/app,        /Users/x,          src/app",
    "/home/y,                 /home/y,           ''",
    "/home/y/,                /home/y,           ''",
    "/var/home/y/a,           /var/home/y,       a",
    "/root/a,                 /root,             a",
    "C:\\Users\\z\\src\\app,  C:\\Users\\z,      src/app",
    "d:/Users/z/a,            d:/Users/z,        a",
    "/mnt/c/Users/z/a,        /mnt/c/Users/z,    a",
    "/c/Users/z/a,            /c/Users/z,        a",
  })
  void aPathInAHomeFolderIsRelativeToIt(String path, String home, String relative) {
    assertThat(HomeFolder.of(path)).isEqualTo(home);
    assertThat(HomeFolder.relative(path, "")).isEqualTo(relative);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/workspaces/app", "/rooted/a", "/homes/y", "/home", "src/app"})
  void anyOtherPathIsOutsideOfOne(String path) {
    assertThat(HomeFolder.of(path)).isEmpty();
    assertThat(HomeFolder.relative(path, "")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/data/home/x/src/app,   /data/home/x,     src/app",
    "/data/home/x,           /data/home/x,     ''",
    "/workspaces/r/core,     /workspaces/r,    core",
    "/tmp/home-1/a,          /tmp/home-1,      a",
    "D:\\Profile\\z\\src,    d:/Profile/Z,     src",
    "/home/x/work/a,         /home/x/work,     a",
    "/home/y/a,              /data/home/x,     a",
    "/home/y/a,              '',               a",
    "/home/y/a,              /,                a",
    "/home/y/a,              /home/,           a",
  })
  void theHomeThatTheDeviceNamesComesFirst(String path, String own, String relative) {
    assertThat(HomeFolder.relative(path, own)).isEqualTo(relative);
    assertThat(path).startsWith(HomeFolder.of(path, own));
  }

  @ParameterizedTest
  @CsvSource({
    "/data/home/xy/app, /data/home/x",
    "/data/Home/x/app, /data/home/x",
    "/data/home, /data/home/x",
    "/app, /",
    "app, ''",
  })
  void whatOnlyLooksLikeItIsOutsideOfIt(String path, String own) {
    assertThat(HomeFolder.relative(path, own)).isNull();
  }

  @Test
  void theProgramsHomeComesFromTheEnvironment() {
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", "/a/../b", "HOME", "/c")).folder())
        .isEqualTo(Path.of("/b"));
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", " ", "HOME", "/c")).store())
        .isEqualTo(Path.of("/c/.stackunderflow/store.db"));
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", "/b", "HOME", "/c/d/..")).user())
        .isEqualTo(Path.of("/c"));
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", "~/x", "HOME", "/c")).folder())
        .isEqualTo(Path.of("/c/x"));
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", "~", "HOME", "/c")).folder())
        .isEqualTo(Path.of("/c"));
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", "~x", "HOME", "/c")).folder())
        .isEqualTo(Path.of("~x").toAbsolutePath());
    assertThat(Home.of(Map.of()).folder())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".stackunderflow"));
  }
}
