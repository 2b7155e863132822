package dev.stackunderflow.sync.testing;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.project.ProjectFolders;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.Sync;
import dev.stackunderflow.sync.SyncFactory;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketOpener;
import dev.stackunderflow.sync.bucket.Buckets;
import dev.stackunderflow.sync.engine.segment.Compaction;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.state.DeviceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of a user's machines: a home folder with logs in it, an environment and a clock. */
public final class Machine {

  /** The variable that holds the vault's key. */
  public static final String KEY = "TEST_VAULT_KEY";

  private final Path folder;
  private final Map<String, String> env = new HashMap<>();
  private final FaultyBucket.Faults faults = new FaultyBucket.Faults();
  private final TestClock clock;
  private int fanOut = Compaction.FAN_OUT;
  private SecureRandom random = new SecureRandom();
  private BucketOpener buckets = Buckets::open;

  /**
   * A machine with an empty home.
   *
   * @param folder its home folder
   * @param credentials for the bucket
   * @param clock its clock, which machines may share
   */
  public Machine(Path folder, Map<String, String> credentials, TestClock clock) {
    this.folder = folder;
    this.clock = clock;
    env.putAll(credentials);
    env.put("HOME", folder.toString());
    env.put("HOSTNAME", String.valueOf(folder.getFileName()));
  }

  /** Its environment, to be changed. */
  public Map<String, String> env() {
    return env;
  }

  /** The vault's key, as its environment holds it. */
  public String key() {
    return String.valueOf(env.get(KEY));
  }

  /** When and how its bucket fails. */
  public FaultyBucket.Faults faults() {
    return faults;
  }

  /** Has so many neighbouring segments become one. */
  public void compactEvery(int neighbours) {
    fanOut = neighbours;
  }

  /** Has its sync open buckets in another way; with faults in front of them all the same. */
  public void openBuckets(BucketOpener opener) {
    buckets = opener;
  }

  /** Its clock. */
  public TestClock clock() {
    return clock;
  }

  /** Its home folder. */
  public Path folder() {
    return folder;
  }

  /** The program's folder. */
  public Home home() {
    return Home.of(env);
  }

  /** Its sync, with the faults in front of the real bucket. */
  public Sync sync() {
    return SyncFactory.of(context());
  }

  /** Everything that its sync takes from outside. */
  public SyncContext context() {
    return new SyncContext(
        home(),
        env,
        clock,
        random,
        (url, options, e) -> new FaultyBucket(buckets.open(url, options, e), faults),
        fanOut);
  }

  /** Makes its keys, ids and names depend on a seed alone. */
  public void seed(long seed) {
    random = seeded(seed);
  }

  /** Randomness that depends on a seed alone. */
  public static SecureRandom seeded(long seed) {
    try {
      SecureRandom seeded = SecureRandom.getInstance("SHA1PRNG");
      seeded.setSeed(seed); // before its first use: it adds no entropy of its own
      return seeded;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets up sync; a key that is made goes into the environment. */
  public InitResult init(String bucketUrl) throws SyncException {
    InitResult result =
        sync().init(new InitOptions(bucketUrl, "env:" + KEY, null, null, false, null));
    String secret = result.secretKey();
    if (secret != null) {
      env.put(KEY, secret);
    }
    return result;
  }

  /** Gives up the key with this fingerprint and goes on with another. */
  public InitResult takeOver(String bucketUrl, String fingerprint) throws SyncException {
    InitResult result =
        sync().init(new InitOptions(bucketUrl, "env:" + KEY, null, null, false, fingerprint));
    String secret = result.secretKey();
    if (secret != null) {
      env.put(KEY, secret);
    }
    return result;
  }

  /** Pushes, at a moment of its own. */
  public PushResult push() throws SyncException {
    clock.advance(Duration.ofSeconds(1));
    return sync().push(Progress.NONE);
  }

  /** Pulls. */
  public PullResult pull() throws SyncException {
    return sync().pull(Progress.NONE);
  }

  /** Its device, which must be set up; cheaper than the status. */
  public DeviceFile device() throws IOException {
    return DeviceFile.read(home()).orElseThrow();
  }

  /** The status, which must be there. */
  public Status status() throws SyncException {
    return sync().status().orElseThrow();
  }

  /** Takes in the logs. */
  public IngestReport ingest() throws IOException, SQLException {
    try (Store store = Store.open(home().store())) {
      IngestReport report =
          new Ingest(store, Agents.all(env), clock, Decisions.forgotten(home())).run((_, _) -> {});
      ProjectFolders.note(home(), store, clock);
      return report;
    }
  }

  /** Where a Claude session's log is. */
  public Path log(String slug, String session) {
    return folder.resolve(".claude/projects").resolve(slug).resolve(session + ".jsonl");
  }

  /** Appends lines to a Claude session's log. */
  public void append(String slug, String session, String... lines) throws IOException {
    Path log = log(slug, session);
    Files.createDirectories(log.getParent());
    for (String line : lines) {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** Replaces a Claude session's log. */
  public void rewrite(String slug, String session, String... lines) throws IOException {
    Files.deleteIfExists(log(slug, session));
    append(slug, session, lines);
  }

  /** Something asked of the merged view. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks. */
    T ask(Catalog catalog) throws SQLException, IOException;
  }

  /** Asks the merged view. */
  public <T> T view(Question<T> question) throws SQLException, IOException {
    try (Store store = Store.open(home().store());
        Catalog catalog = Catalog.open(home(), store)) {
      return question.ask(catalog);
    }
  }

  /** The merged view's rows by one thing, with this program's prices and days in UTC. */
  public List<Report.Group> report(Grouping by) throws SQLException, IOException {
    var query =
        new ReportQuery(
            new DeviceFilter.All(),
            null,
            null,
            null,
            null,
            ZoneOffset.UTC,
            EnumSet.of(by),
            PriceTable.builtIn());
    return view(catalog -> catalog.report(query)).by(by);
  }
}
