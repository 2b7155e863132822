package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files in which the AWS tools keep profiles: {@code ~/.aws/credentials} and {@code
 * ~/.aws/config}, or where {@code AWS_SHARED_CREDENTIALS_FILE} and {@code AWS_CONFIG_FILE} say.
 */
public final class AwsFiles {

  private static final Pattern SECTION =
      Pattern.compile("(?m)^\\s*\\[\\s*(?:profile\\s+)?([^]\\s]+)\\s*]");

  private AwsFiles() {}

  /** The file with access keys; it may not exist. */
  static Path credentials(Map<String, String> env) {
    return file(env, "AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
  }

  /** The file with settings; it may not exist. */
  static Path config(Map<String, String> env) {
    return file(env, "AWS_CONFIG_FILE", ".aws/config");
  }

  private static Path file(Map<String, String> env, String variable, String standard) {
    String named = env.getOrDefault(variable, "");
    Path home = Home.userHome(env);
    if (named.isBlank()) {
      return home.resolve(standard);
    }
    return named.startsWith("~/") ? home.resolve(named.substring(2)) : Path.of(named);
  }

  /** The names of all profiles, sorted. */
  public static List<String> profiles(Map<String, String> env) throws IOException {
    var names = new TreeSet<String>();
    for (Path file : List.of(credentials(env), config(env))) {
      if (Files.isRegularFile(file)) {
        Matcher section = SECTION.matcher(Files.readString(file));
        while (section.find()) {
          names.add(section.group(1));
        }
      }
    }
    return List.copyOf(names);
  }

  /**
   * Adds a profile to the file with access keys, which becomes readable by its owner only.
   *
   * @param name a name that no profile has yet
   * @param accessKeyId the access key's id
   * @param secret the access key's secret
   * @return the file
   * @throws IOException if it cannot be written; it is unchanged then
   */
  public static Path add(Map<String, String> env, String name, String accessKeyId, String secret)
      throws IOException {
    Path file = credentials(env);
    String before = "";
    if (Files.exists(file)) {
      file = file.toRealPath(); // it may be a link into a folder of settings
      before = Files.readString(file);
    }
    String gap = before.isEmpty() ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    String profile =
        "[" + name + "]\naws_access_key_id = " + accessKeyId + "\naws_secret_access_key = ";
    PrivateFiles.replace(
        file, (before + gap + profile + secret + "\n").getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
