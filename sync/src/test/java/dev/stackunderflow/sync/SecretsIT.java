package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret is in anything that the program writes, however much it is asked to say. */
class SecretsIT extends TwoMachines {

  /** So long a part of a secret must be nowhere. */
  private static final int PART = 12;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream sink = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Logger root = Logger.getLogger("");
  private final Level level = root.getLevel();
  private final Handler everything =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          sink.println(entry.getLoggerName() + " " + entry.getMessage());
          if (entry.getParameters() != null) {
            sink.println(List.of(entry.getParameters()));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    System.setOut(sink);
    System.setErr(sink);
    everything.setLevel(Level.ALL);
    root.addHandler(everything);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(level);
    root.removeHandler(everything);
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void noSecretIsInFilesLogsExceptionsOrResults() throws Exception {
    VaultKey next = VaultKey.generate();
    VaultKey wrong = VaultKey.generate();
    List<String> said = new ArrayList<>();
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "hello"));
    a.ingest();
    said.add(a.push() + " " + b.pull() + " " + a.status() + " " + a.sync().checkKey());
    Machine ci = machine("ci");
    String invitation = a.sync().invite("ci");
    said.add(ci.sync().join(invitation).toString());
    ci.append("-p", "two", Lines.user("u2", Lines.at(2), "of ci"));
    ci.ingest();
    said.add(ci.push().toString());
    said.add(a.sync().revealKey().toString());
    String old = a.key();
    a.env().put("NEXT", next.secret());
    said.add(a.sync().rotateKey("env:NEXT", Progress.NONE).toString());
    b.env().put(Machine.KEY, wrong.secret());
    said.add(text(catchThrowable(b::pull)));
    b.env().put(Machine.KEY, "AGE-SECRET-KEY-1" + wrong.secret().substring(17));
    said.add(text(catchThrowable(b::pull)));
    b.env().put(Machine.KEY, old);
    said.add(text(catchThrowable(b::pull)));
    b.env().put(Machine.KEY, next.secret());
    said.add(b.pull() + " " + b.push());
    a.env().put("AWS_SECRET_ACCESS_KEY", "wrongsecretwrongsecret");
    said.add(text(catchThrowable(() -> a.pull())));

    assertThat(said).hasSize(10).allSatisfy(one -> assertThat(one).isNotBlank());
    assertThat(written.toString(StandardCharsets.UTF_8))
        .as("the JDK's own HTTP client spoke up")
        .contains("HttpURLConnection");
    List<String> secrets =
        List.of(
            old.substring(16),
            next.secret().substring(16),
            wrong.secret().substring(16),
            "wrongsecretwrongsecret",
            String.valueOf(s3.credentials().get("AWS_SECRET_ACCESS_KEY")));
    nowhere(secrets, "what was said", String.join("\n", said));
    nowhere(secrets, "what was logged", written.toString(StandardCharsets.UTF_8));
    for (Machine machine : List.of(a, b, ci)) {
      for (Map.Entry<String, byte[]> file : files(machine).entrySet()) {
        nowhere(secrets, file.getKey(), new String(file.getValue(), StandardCharsets.ISO_8859_1));
      }
    }
    for (Map.Entry<String, byte[]> object : s3.objects().entrySet()) {
      nowhere(secrets, object.getKey(), new String(object.getValue(), StandardCharsets.ISO_8859_1));
    }
    String recipient = VaultKey.parse(next.secret()).recipient().value();
    for (Map.Entry<String, byte[]> object : s3.objects().entrySet()) {
      assertThat(new String(object.getValue(), StandardCharsets.ISO_8859_1))
          .as(object.getKey())
          .doesNotContain(recipient);
    }
  }

  private static String text(Throwable thrown) {
    assertThat(thrown).isInstanceOf(SyncException.class);
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static void nowhere(List<String> secrets, String where, String text) {
    for (String secret : secrets) {
      for (int i = 0; i + PART <= secret.length(); i++) {
        assertThat(text.contains(secret.substring(i, i + PART)))
            .as("a part of a secret is in %s", where)
            .isFalse();
      }
    }
  }
}
