package dev.stackunderflow.bench.micro;

import dev.stackunderflow.bench.Synthetic;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.core.store.Utf8Text;
import dev.stackunderflow.sync.engine.vault.SealedObject;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * 1,100 seeded events of about 2 kB, in the forms that they have on their way from a log into the
 * bucket. The system property {@code corpus} names the folder that their texts are taken from.
 */
@State(Scope.Benchmark)
public class Sample {

  private static final int EVENTS = 1_100;

  /** The lines of the logs, each with its end. */
  final byte[] log;

  /** The same lines. */
  final List<Utf8Text> lines;

  /** What the store holds of them. */
  final List<Event> events = new ArrayList<>();

  /** The session of all of them, for what only needs one. */
  final StoredSession session;

  /** A segment of them, as SQLite has it. */
  final byte[] segment;

  /** A key, and the segment as it is stored in the bucket. */
  final VaultKey key = VaultKey.generate(new SecureRandom());

  final byte[] sealed;

  /** Writes, imports, builds and encrypts them. */
  public Sample() {
    try {
      Path folder = Files.createTempDirectory("micro");
      try {
        Synthetic.main(
            new String[] {
              folder.toString(), "" + EVENTS, System.getProperty("corpus", "sync/src"), "1", "0"
            });
        log = logs(folder);
        lines =
            new String(log, StandardCharsets.UTF_8)
                .lines()
                .map(line -> Utf8Text.ofUtf8(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        session = read(folder, events);
        segment = segmentOf(session, events);
        sealed = SealedObject.seal(key.recipient(), segment);
      } finally {
        delete(folder);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] logs(Path folder) throws IOException {
    var all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.write(Files.readAllBytes(file));
      }
    }
    return all.toByteArray();
  }

  private static StoredSession read(Path folder, List<Event> events) throws Exception {
    StoredSession last = null;
    try (Store store = Store.open(folder.resolve("store.db"))) {
      var agents = Agents.all(Map.of("HOME", folder.toString()));
      new Ingest(store, agents, Clock.systemUTC(), ForgetRules.NOTHING).run((_, _) -> {});
      var reader = new StoreReader(store);
      for (long id : reader.sessionsAbove(0)) {
        last = reader.session(id);
        reader.read(id, 0, events::add);
      }
    }
    if (last == null || events.size() != EVENTS) {
      throw new IllegalStateException(events.size() + " events were imported");
    }
    return last;
  }

  /** Builds a segment. */
  static byte[] segmentOf(StoredSession session, List<Event> content) throws Exception {
    try (var writer = new SegmentWriter()) {
      int ord = 0;
      for (Event event : content) {
        writer.add(session, ord++, event, 1);
      }
      return writer.bytes();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
