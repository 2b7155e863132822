package dev.stackunderflow.app.launch;

import dev.stackunderflow.app.Main;
import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs the common commands once, in a folder of its own, so that the JVM can write an AOT cache
 * (JEP 483, 514, 515) of what they load, link and compile. The launcher starts with that cache.
 */
public final class Training {

  private static final String KEY = "TRAINING_KEY";
  private static final int ROUNDS = 4;

  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  /**
   * Trains.
   *
   * @param args {@code views} for the commands that only read this machine's files, {@code sync}
   *     for those that talk to a bucket: every class in a cache is loaded at each start, so that
   *     each kind has its own; then an empty folder, which the caller deletes; for {@code sync}
   *     also a PKCS #12 file, where there is one, and its password: a certificate for 127.0.0.1
   *     that this JVM trusts, with which TLS is trained too
   * @throws IOException if the folder cannot be written
   * @throws GeneralSecurityException if the certificate cannot be used
   */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    var training = new Training(Path.of(args[1]));
    if (args[0].equals("views")) {
      training.views();
    } else {
      training.sync(args.length > 2 ? tls(Path.of(args[2]), args[3]) : null);
    }
    System.exit(0);
  }

  private static SSLContext tls(Path file, String password)
      throws IOException, GeneralSecurityException {
    char[] secret = password.toCharArray();
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(file.toFile(), secret), secret);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void views() throws IOException {
    Map<String, String> laptop = machine("laptop");
    Path bucket = Files.createDirectories(folder.resolve("bucket"));
    run(laptop, "--version");
    initWithKeyFile(laptop, bucket.toUri().toString());
    for (int i = 0; i < ROUNDS; i++) {
      write(laptop, "session" + i);
      run(laptop, "ingest");
      run(laptop, "sessions", "--limit", "20");
      run(laptop, "projects");
      run(laptop, "report");
      run(laptop, "report", "--json");
      run(laptop, "statusline");
      run(laptop, "search", "words");
      run(laptop, "show", "session0");
      run(laptop, "sql", "SELECT count(*) FROM messages");
      run(laptop, "sync", "status");
    }
  }

  private void sync(@Nullable SSLContext tls) throws IOException {
    Map<String, String> laptop = machine("laptop");
    Map<String, String> work = machine("work");
    // The other way to have credentials: the file that scripts/prepare-start wrote.
    work.remove("AWS_ACCESS_KEY_ID");
    work.remove("AWS_SECRET_ACCESS_KEY");
    try (var s3 = new MemoryS3(tls)) {
      work.put(KEY, init(laptop, s3.url()));
      initWithKeyFile(work, s3.url());
      for (int i = 0; i < ROUNDS; i++) {
        write(laptop, "session" + i);
        run(laptop, "ingest");
        run(laptop, "sync", "push");
        run(work, "sync", "pull");
        run(work, "sync", "now");
        run(work, "sync", "devices");
        run(work, "sync", "verify");
      }
    }
  }

  /** Sets up sync; returns the vault's key. */
  private static String init(Map<String, String> env, String bucket) {
    String init = run(env, "sync", "init", "--bucket", bucket, "--key-from-env", KEY);
    String key = init.lines().filter(l -> l.contains("AGE-SECRET-KEY-")).findFirst().orElse("");
    if (!key.isEmpty()) {
      env.put(KEY, key.replaceFirst("^.*(AGE-SECRET-KEY-[A-Z0-9]+).*$", "$1"));
    }
    return String.valueOf(env.get(KEY));
  }

  /** As most machines have it: the key in a file. */
  private static void initWithKeyFile(Map<String, String> env, String bucket) throws IOException {
    Path file = Path.of(env.get("HOME"), "key.txt");
    String key = env.remove(KEY);
    if (key != null) {
      Files.writeString(
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
          key);
    }
    run(env, "sync", "init", "--bucket", bucket, "--key-file", file.toString());
  }

  private Map<String, String> machine(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Map<String, String> env = new HashMap<>();
    env.put("HOME", home.toString());
    env.put("HOSTNAME", name);
    env.put("AWS_ACCESS_KEY_ID", "training");
    env.put("AWS_SECRET_ACCESS_KEY", "training");
    return env;
  }

  private static void write(Map<String, String> env, String session) throws IOException {
    Path logs = Path.of(env.get("HOME"), ".claude/projects/-home-me-app");
    var lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append(
          """
          {"parentUuid":null,"isSidechain":false,"cwd":"/home/me/app","sessionId":"%1$s","type":"user",\
          "message":{"role":"user","content":"some words %2$d"},"uuid":"%1$s-u%2$d",\
          "timestamp":"2026-11-01T10:00:%2$02d.000Z"}
          {"parentUuid":"%1$s-u%2$d","isSidechain":false,"cwd":"/home/me/app","sessionId":"%1$s",\
          "message":{"id":"msg_%1$s%2$d","type":"message","role":"assistant","model":"claude-sonnet-5",\
          "content":[{"type":"text","text":"more words"},{"type":"tool_use","id":"t","name":"Bash",\
          "input":{"command":"ls"}}],"usage":{"input_tokens":7,"cache_creation_input_tokens":11,\
          "cache_read_input_tokens":13,"output_tokens":5}},"requestId":"req_%1$s%2$d",\
          "type":"assistant","uuid":"%1$s-a%2$d","timestamp":"2026-11-01T10:00:%2$02d.500Z"}
          """
              .formatted(session, i));
    }
    Files.createDirectories(logs);
    Files.writeString(logs.resolve(session + ".jsonl"), lines);
  }

  /** Runs a command within this process; returns what it printed. A failure ends the training. */
  private static String run(Map<String, String> env, String... args) {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Main.begin(env, args);
    int exitCode = Main.run(args, env, out, out, Terminal.NONE);
    String text = printed.toString(StandardCharsets.UTF_8);
    if (exitCode != 0) {
      throw new IllegalStateException(String.join(" ", args) + ": " + exitCode + "\n" + text);
    }
    return text;
  }
}
