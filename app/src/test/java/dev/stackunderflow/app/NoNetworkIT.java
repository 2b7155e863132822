package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without {@code sync init}, the real command connects to nothing and listens nowhere: strace sees
 * every system call. The sockets that the JDK opens and closes at once, to learn whether the
 * machine has IPv4 and IPv6, go nowhere.
 */
class NoNetworkIT {

  private static final Pattern CALL =
      Pattern.compile(
          " (listen\\(|accept|(connect|bind|sendto|sendmsg|sendmmsg)\\(.*AF_(INET|NETLINK|PACKET))");

  private static final String CTRL_C = "\003";

  private Path folder;
  private Machine laptop;

  @BeforeEach
  void machine(@TempDir Path temporary) throws Exception {
    assumeThat(StraceFixture.canTrace()).isTrue();
    folder = temporary;
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    laptop.append(
        "-p",
        "one",
        Lines.user("u1", Lines.at(1), "hello there"),
        Lines.assistant("a1", Lines.at(2), "x", 500));
  }

  private Path trace() {
    return folder.resolve("trace");
  }

  private List<String> traced(Machine machine, String... command) throws IOException {
    Files.deleteIfExists(trace());
    return Stream.concat(
            Stream.of("strace", "-f", "-qq", "-e", "trace=network", "-o", trace().toString()),
            Service.command(machine, command).command().stream())
        .toList();
  }

  /** The calls with an address of a network; a service of this machine, such as nscd, has none. */
  private List<String> networkCalls() throws IOException {
    return Files.readAllLines(trace(), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> CALL.matcher(line).find())
        .toList();
  }

  private int run(Machine machine, String... command) throws Exception {
    var builder = new ProcessBuilder(traced(machine, command));
    builder.environment().clear();
    builder.environment().putAll(machine.env());
    builder.environment().put("PATH", "/usr/bin:/bin");
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start()
        .waitFor();
  }

  @Test
  void noViewUsesTheNetworkWithoutSync() throws Exception {
    List<List<String>> views =
        List.of(
            List.of(),
            List.of("ingest"),
            List.of("agents"),
            List.of("projects"),
            List.of("sessions"),
            List.of("show", "one"),
            List.of("search", "hello"),
            List.of("report"),
            List.of("report", "--limits"),
            List.of("statusline"),
            List.of("sql", "SELECT 1"),
            List.of("export", "--format", "otlp"),
            List.of("sync", "status"),
            List.of("doctor"));
    List<String> found = new ArrayList<>();
    for (List<String> view : views) {
      int exitCode = run(laptop, view.toArray(String[]::new));
      assertThat(exitCode).as("%s: %s", view, Files.readString(folder.resolve("err"))).isZero();
      networkCalls().forEach(call -> found.add(view + ": " + call));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void watchingDoesNotEither() throws Exception {
    assumeThat(PseudoTerminal.exists()).isTrue();
    for (String view : List.of("sessions", "report")) {
      try (var terminal = PseudoTerminal.run(laptop, traced(laptop, view, "--watch"))) {
        terminal.answer(view.equals("sessions") ? "500" : "777", "");
        laptop.append("-p", "one", Lines.assistant("of-" + view, Lines.at(9), "x", 277));
        terminal.answer(view.equals("sessions") ? "777" : "1,054", CTRL_C);
        assertThat(terminal.exitCode()).isEqualTo(130);
      }
      assertThat(networkCalls()).as(view).isEmpty();
    }
  }

  @Test
  void aConnectionIsSeen() throws Exception {
    try (var s3 = new S3Server()) {
      var work = new Machine(folder.resolve("work"), s3.credentials(), new TestClock());
      String key = folder.resolve("key").toString();
      assertThat(run(work, "sync", "init", "--bucket", s3.url(), "--key-file", key)).isZero();
      assertThat(networkCalls()).isNotEmpty();
    }
  }
}
