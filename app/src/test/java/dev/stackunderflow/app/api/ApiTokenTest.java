package dev.stackunderflow.app.api;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secret that opens the API, and its file. */
class ApiTokenTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  private static String header(Home home) throws IOException {
    return "Bearer " + Files.readString(ApiToken.file(home)).strip();
  }

  @Test
  void itIsCreatedOncePrivateAndReadAgain(@TempDir Path folder) throws Exception {
    var home = new Home(folder.resolve("home"));
    ApiToken.readOrMake(home, RANDOM);
    String header = header(home);
    assertThat(header).matches("Bearer [A-Za-z0-9_-]{43}");
    assertThat(Files.getPosixFilePermissions(ApiToken.file(home)))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    assertThat(ApiToken.readOrMake(home, RANDOM).isIn(header)).isTrue();
    assertThat(header(home)).isEqualTo(header);
  }

  @Test
  void itIsReplacedIfOthersCouldReadItOrItIsMalformed(@TempDir Path folder) throws Exception {
    var home = new Home(folder.resolve("home"));
    ApiToken.readOrMake(home, RANDOM);
    String first = header(home);
    Files.setPosixFilePermissions(
        ApiToken.file(home), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(ApiToken.readOrMake(home, RANDOM).isIn(first)).isFalse();
    assertThat(Files.getPosixFilePermissions(ApiToken.file(home)))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    String second = header(home);
    Files.writeString(ApiToken.file(home), "short");
    assertThat(ApiToken.readOrMake(home, RANDOM).isIn(second)).isFalse();
    assertThat(header(home)).hasSize("Bearer ".length() + 43);
  }

  @Test
  void onlyTheExactTokenInABearerHeaderIsAccepted(@TempDir Path folder) throws Exception {
    var home = new Home(folder.resolve("home"));
    ApiToken token = ApiToken.readOrMake(home, RANDOM);
    String header = header(home);
    String text = header.substring(7);
    assertThat(token.isIn(header)).isTrue();
    assertThat(token.isIn("bearer   " + text + " ")).isTrue();
    assertThat(token.isIn(null)).isFalse();
    assertThat(token.isIn("")).isFalse();
    assertThat(token.isIn("Bearer ")).isFalse();
    assertThat(token.isIn(text)).isFalse();
    assertThat(token.isIn("Basic " + text)).isFalse();
    assertThat(token.isIn(header + "x")).isFalse();
    assertThat(token.isIn(header.substring(0, header.length() - 1))).isFalse();
    assertThat(token.isIn("Bearer ü" + text.substring(1))).isFalse();
    assertThat(token).hasToString("ApiToken");
  }
}
