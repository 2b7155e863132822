package dev.stackunderflow.app.api;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secret that a client needs to see content or change anything: the loopback interface alone
 * does not keep out the machine's other users. Only the user can read its file.
 */
public final class ApiToken {

  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Set<PosixFilePermission> OWN =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] token;

  private ApiToken(String token) {
    this.token = token.getBytes(StandardCharsets.US_ASCII);
  }

  /** The token's file. */
  public static Path file(Home home) {
    return home.folder().resolve("api-token");
  }

  /**
   * Reads the token, or creates one if there is none, if the file is malformed, or if others could
   * have read it.
   *
   * @param home where its file is
   * @param random the source of a new one
   * @throws IOException if the file cannot be read or written
   */
  public static ApiToken readOrMake(Home home, SecureRandom random) throws IOException {
    Path file = file(home);
    if (Files.exists(file) && isPrivate(file)) {
      String token = Files.readString(file).strip();
      if (FORM.matcher(token).matches()) {
        return new ApiToken(token);
      }
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    PrivateFiles.replace(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
    return new ApiToken(token);
  }

  private static boolean isPrivate(Path file) throws IOException {
    return !file.getFileSystem().supportedFileAttributeViews().contains("posix")
        || OWN.containsAll(Files.getPosixFilePermissions(file));
  }

  /** Whether an {@code Authorization} header has the token; compares in constant time. */
  boolean isIn(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return false;
    }
    byte[] given = authorization.substring(7).strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, token);
  }

  @Override
  public String toString() {
    return "ApiToken";
  }
}
