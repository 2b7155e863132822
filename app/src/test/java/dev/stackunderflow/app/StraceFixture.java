package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Kills the real command at its n-th call that changes a file, with strace. */
abstract class StraceFixture {

  static final String SLUG = "-home-me-src-app";

  static final String CALLS =
      "pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,link,linkat";

  static final int EVENTS = 30;

  static final int KILLED = 128 + 9;

  /** In each build; all of them with -Dstackunderflow.kills=true. */
  static final int POINTS = 5;

  static final String NEW_KEY = "TEST_NEW_KEY";

  static final Pattern CALL = Pattern.compile("(?<thread>\\d+) +(?<name>[a-z0-9]+)\\(");

  /** The n-th call of a name that a thread makes. */
  record Call(String name, int number) {}

  Path template;

  Path folder;

  String bucketUrl = "";

  Machine laptop;

  Machine work;

  int events = 3 * EVENTS;

  /** A session of which nothing may be left in any file of the program; empty for none. */
  String deleted = "";

  /** What the user does about a command that was killed. */
  interface Again {
    void run(String what) throws Exception;
  }

  @BeforeEach
  void writeAndSetUp(@TempDir Path temporary) throws Exception {
    assumeTrue(canTrace(), "strace is not here, or may not trace");
    template = temporary.resolve("template");
    folder = Files.createDirectories(temporary.resolve("machines"));
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    work = new Machine(folder.resolve("work"), Map.of(), new TestClock());
    write(laptop, "one");
    laptop.ingest();
    bucketUrl = Files.createDirectories(folder.resolve("bucket")).toUri().toString();
    laptop.init(bucketUrl);
    work.env().put(Machine.KEY, laptop.key());
    work.init(bucketUrl);
    laptop.push();
    work.pull();
    work.view(Catalog::fingerprint);
    write(laptop, "two");
    write(work, "three");
  }

  static boolean canTrace() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-qq", "-e", "trace=none", "true").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static void write(Machine machine, String session) throws IOException {
    for (int i = 0; i < EVENTS; i++) {
      machine.append(SLUG, session, Lines.user(session + i, Lines.at(i), "words " + i));
    }
  }

  static long count(Path files) throws IOException {
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  void killedEverywhere(Machine machine, Again again, String... command) throws Exception {
    String name = String.join(" ", command);
    copy(folder, template);
    List<Call> calls = calls(machine, command);
    int killed = 0;
    for (Call call : calls) {
      delete(folder);
      copy(template, folder);
      String how = "inject=" + call.name() + ":signal=KILL:when=" + call.number();
      int exitCode = traced(machine, how, command);
      assertThat(exitCode).as("%s at %s", name, call).isIn(KILLED, 0);
      killed += exitCode == KILLED ? 1 : 0;
      String what = name + " killed at " + call;
      again.run(what);
      goOn(what);
    }
    // The last ones are not always made: the driver clears away what earlier processes left.
    assertThat(killed).as("times %s was killed", name).isGreaterThan(calls.size() * 2 / 3);
  }

  /** The calls to be killed at. */
  List<Call> calls(Machine machine, String... command) throws Exception {
    assertThat(traced(machine, "status=successful,failed", command)).isZero();
    Map<String, Map<String, Integer>> byName = new TreeMap<>();
    for (String line : Files.readAllLines(trace(), StandardCharsets.ISO_8859_1)) {
      Matcher call = CALL.matcher(line);
      if (call.lookingAt()) {
        byName
            .computeIfAbsent(call.group("name"), _ -> new HashMap<>())
            .merge(call.group("thread"), 1, Integer::sum);
      }
    }
    List<Call> all = new ArrayList<>();
    byName.forEach(
        (name, byThread) -> {
          for (int i = 1; i <= Collections.max(byThread.values()); i++) {
            all.add(new Call(name, i));
          }
        });
    assertThat(all).as(String.join(" ", command)).hasSizeGreaterThan(POINTS);
    List<Call> some = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      some.add(all.get(i * (all.size() - 1) / (POINTS - 1)));
    }
    return Boolean.getBoolean("stackunderflow.kills") ? all : some;
  }

  Path trace() {
    return folder.resolveSibling("trace.txt");
  }

  int traced(Machine machine, String how, String... command) throws Exception {
    return traced(machine, List.of("-e", "trace=" + CALLS, "-e", how), command);
  }

  int traced(Machine machine, List<String> options, String... command) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("strace", "-f", "-qqq", "-e", "signal=none", "-o", trace().toString()));
    words.addAll(options);
    ProcessBuilder process = Service.command(machine, command);
    words.addAll(process.command());
    return process
        .command(words)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolveSibling("err.txt").toFile())
        .start()
        .waitFor();
  }

  static JsonNode done(Machine machine, String what, String... command) throws IOException {
    Shell.Run run = Shell.run(machine.env(), command);
    assertThat(run.exitCode()).as(what + ": " + run.err()).isZero();
    return run.json();
  }

  void goOn(String what) throws Exception {
    for (Machine machine : List.of(laptop, work, laptop)) {
      done(machine, what, "ingest", "--json");
      JsonNode now = done(machine, what, "sync", "now", "--json");
      assertThat(now.get("pull").get("problems")).as(what).isEmpty();
      assertThat(now.get("pull").get("notices")).as(what).isEmpty();
      assertThat(now.get("push").get("notices")).as(what).isEmpty();
    }
    for (Machine machine : List.of(laptop, work)) {
      JsonNode report = done(machine, what, "report", "--json");
      assertThat(report.get("events").asInt()).as(what).isEqualTo(events);
      assertThat(report.get("by_device")).as(what).hasSize(2);
      JsonNode verified = done(machine, what, "sync", "verify", "--deep", "--json");
      assertThat(verified.get("problems")).as(what).isEmpty();
      assertThat(machine.view(Catalog::conflicts)).as(what).isEmpty();
    }
    assertThat(laptop.view(Catalog::fingerprint))
        .as(what)
        .isEqualTo(work.view(Catalog::fingerprint));
    if (!deleted.isEmpty()) {
      for (Machine machine : List.of(laptop, work)) {
        nothingIsLeftOfTheDeleted(machine, what);
      }
    }
  }

  private void nothingIsLeftOfTheDeleted(Machine machine, String what) throws IOException {
    try (Stream<Path> files = Files.walk(machine.home().folder())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s: %s", what, file)
            .doesNotContain("\"" + deleted + (EVENTS - 1) + "\"");
      }
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
