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
    assertThat(HomeFolder.relative(path)).isEqualTo(relative);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/workspaces/app", "/rooted/a", "/homes/y", "/home", "src/app"})
  void anyOtherPathIsOutsideOfOne(String path) {
    assertThat(HomeFolder.of(path)).isEmpty();
    assertThat(HomeFolder.relative(path)).isNull();
  }

  @Test
  void theProgramsHomeComesFromTheEnvironment() {
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", "/a/../b", "HOME", "/c")).folder())
        .isEqualTo(Path.of("/b"));
    assertThat(Home.of(Map.of("STACKUNDERFLOW_HOME", " ", "HOME", "/c")).store())
        .isEqualTo(Path.of("/c/.stackunderflow/store.db"));
    assertThat(Home.of(Map.of()).folder())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".stackunderflow"));
  }
}
