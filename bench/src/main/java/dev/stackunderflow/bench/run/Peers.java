package dev.stackunderflow.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The other programs: their commands for the same work. One that is not on the PATH is left out.
 */
final class Peers {

  private static final String PASSWORD = "benchmark-password";

  private final CountedS3 s3;
  private final Path logs;
  private final Path folder;

  /**
   * Prepares their commands.
   *
   * @param logs the folder of the Claude Code logs
   * @param folder where their caches, keys and restored files go
   */
  Peers(CountedS3 s3, Path logs, Path folder) {
    this.s3 = s3;
    this.logs = logs;
    this.folder = folder;
  }

  static boolean has(String program) {
    for (String path : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(path, program))) {
        return true;
      }
    }
    return false;
  }

  Map<String, String> environment() {
    Map<String, String> env = new HashMap<>(s3.credentials());
    env.put("HOME", folder.toString());
    env.put("CLAUDE_CONFIG_DIR", logs.toString());
    env.put("RESTIC_REPOSITORY", "s3:" + s3.endpoint() + "/sessions/restic");
    env.put("RESTIC_PASSWORD", PASSWORD);
    env.put("RCLONE_CONFIG_BUCKET_TYPE", "s3");
    env.put("RCLONE_CONFIG_BUCKET_PROVIDER", "Other");
    env.put("RCLONE_CONFIG_BUCKET_ENV_AUTH", "true");
    env.put("RCLONE_CONFIG_BUCKET_ENDPOINT", s3.endpoint());
    env.put("RCLONE_CONFIG_SECRET_TYPE", "crypt");
    env.put("RCLONE_CONFIG_SECRET_REMOTE", "bucket:sessions/rclone");
    // What rclone itself makes of a password: reversible, not a secret.
    env.put("RCLONE_CONFIG_SECRET_PASSWORD", "IKHwL1ymjz3ZWctO6xFsNQHdiytXvZWyxV-eOz36lRfIsg");
    return new TreeMap<>(env);
  }

  /** What has to be there before the first timed run; not timed. */
  void prepare() throws IOException, InterruptedException {
    if (has("restic")) {
      Run.of(List.of("restic", "init"), environment(), folder);
    }
    if (has("age-keygen") && !Files.exists(folder.resolve("age.txt"))) {
      Run.of(
          List.of("age-keygen", "-o", folder.resolve("age.txt").toString()), environment(), folder);
    }
  }

  List<String> jq() {
    return shell("find '" + logs + "' -name '*.jsonl' -exec jq -c .type {} +");
  }

  List<String> ccusage() {
    return List.of("ccusage", "daily", "--json", "--offline");
  }

  List<String> ripgrep(String word) {
    return List.of("rg", "-c", "-i", word, logs.toString());
  }

  List<String> resticBackup() {
    return List.of("restic", "backup", "-q", logs.toString());
  }

  /** Restores what was backed up, and puts the rows into a database as the view has them. */
  List<String> resticRestoreAndInsert(Path rows) {
    return shell(
        "rm -rf restored restored.db; restic restore -q latest --target restored && "
            + "sqlite3 restored.db \"ATTACH '"
            + rows
            + "' AS s; CREATE TABLE messages AS SELECT * FROM s.messages\"");
  }

  List<String> zstdAndAge() {
    return shell(
        "tar -c -C '"
            + logs
            + "' . | zstd -q -3 -T2 | age -r \"$(age-keygen -y age.txt)\" -o logs.age");
  }

  List<String> rclone() {
    return List.of("rclone", "copy", "-q", logs.toString(), "secret:logs");
  }

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script);
  }
}
