package dev.stackunderflow.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.ingest.LogHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each agent's sample with random changes, beside another agent's sample: other versions' fields,
 * tables and values, cut and damaged files. Nothing throws, the other agent is read as ever, a
 * second ingest changes nothing, and a file that is not read is named. {@code
 * -Dstackunderflow.schedules=N} tries more changes, from {@code -Dstackunderflow.seed} on.
 */
class MutatedSamplesTest {

  private static final int SCHEDULES = Integer.getInteger("stackunderflow.schedules", 2);
  private static final long FIRST_SEED = Long.getLong("stackunderflow.seed", 1);
  private static final Tokens BYSTANDER = new Tokens(12595, 2655, 34066, 249350);
  private static final long BEGIN = 1_795_000_000;

  @TempDir private Path folder;

  static List<String> agents() throws IOException {
    List<String> agents = new ArrayList<>(SampleFiles.agents());
    agents.remove("amp"); // the other one
    return agents;
  }

  @ParameterizedTest
  @MethodSource("agents")
  void aChangedSampleIsReadAsFarAsItCanBe(String agent) throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      String what = "agent " + agent + ", seed " + seed;
      var random = new Random(seed);
      Path place = Files.createDirectories(folder.resolve("seed-" + seed));
      var home = new LogHome(place);
      Map<String, byte[]> files = new TreeMap<>(SampleFiles.of("amp"));
      Map<String, byte[]> own = SampleFiles.of(agent);
      files.putAll(own);
      boolean isBefore = random.nextBoolean();
      if (isBefore) {
        put(files, place, BEGIN);
        home.ingest();
      }
      var mutations = new Mutations(random, folder);
      List<String> names = List.copyOf(own.keySet());
      for (int i = 0; i <= random.nextInt(3); i++) {
        String name = names.get(random.nextInt(names.size()));
        files.put(name, mutations.change(name, Objects.requireNonNull(files.get(name))));
      }
      put(files, place, BEGIN + 1);
      IngestReport report = home.ingest();
      assertThat(report.warnings())
          .as(what)
          .allSatisfy(
              warning ->
                  assertThat(warning).contains(place.toString()).doesNotContain("Cannot invoke"));
      List<String> shown = shown(home);
      assertThat(shown).as(what).contains("amp " + BYSTANDER);
      IngestReport again = home.ingest();
      assertThat(again.eventsAdded()).as(what).isZero();
      assertThat(shown(home)).as(what).isEqualTo(shown);
    }
  }

  /** What editors and other systems' tools make of a file. */
  @ParameterizedTest
  @MethodSource("agents")
  void byteOrderMarksAndCarriageReturnsChangeNothing(String agent) throws Exception {
    Map<String, byte[]> files = SampleFiles.of(agent);
    Path plain = folder.resolve("plain");
    put(files, plain, BEGIN);
    files.replaceAll(
        (path, content) ->
            SampleFiles.isDatabase(content)
                ? content
                : ("\uFEFF" + new String(content, UTF_8).replace("\n", "\r\n")).getBytes(UTF_8));
    Path edited = folder.resolve("edited");
    put(files, edited, BEGIN);
    assertThat(new LogHome(edited).ingest().warnings()).isEmpty();
    new LogHome(plain).ingest();
    assertThat(SampleFiles.shown(new LogHome(edited)))
        .isEqualTo(SampleFiles.shown(new LogHome(plain)));
  }

  private static void put(Map<String, byte[]> files, Path place, long second) throws IOException {
    for (var file : files.entrySet()) {
      SampleFiles.put(place.resolve(file.getKey()), file.getValue(), second);
    }
  }

  /** Each agent's tokens, and what the store holds. */
  private static List<String> shown(LogHome home) throws SQLException, IOException {
    Map<String, Tokens> tokens = new TreeMap<>();
    List<SessionView> sessions =
        home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 99));
    for (SessionView session : sessions) {
      tokens.merge(session.provider(), session.tokens(), Tokens::plus);
    }
    List<String> shown = new ArrayList<>();
    tokens.forEach((agent, sum) -> shown.add(agent + " " + sum));
    shown.addAll(
        home.rows("SELECT session_fk || ' ' || seq || ' ' || flags FROM messages ORDER BY 1"));
    return shown;
  }
}
