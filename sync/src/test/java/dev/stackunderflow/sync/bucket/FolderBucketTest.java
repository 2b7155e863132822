package dev.stackunderflow.sync.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.Bucket.PutResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderBucketTest {

  private static final String KEY = "v1/heads/x.age";
  private static final Precondition NONE = new Precondition.None();

  private Path root;
  private Path file;
  private FolderBucket bucket;

  @BeforeEach
  void setUp(@TempDir Path folder) {
    root = folder;
    bucket = new FolderBucket(new BucketUrl.Folder(folder, "vault"));
    file = folder.resolve("vault").resolve(KEY);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String put(String text) throws BucketException {
    return put(text, NONE);
  }

  private String put(String text, Precondition precondition) throws BucketException {
    PutResult result = bucket.put(KEY, bytes(text), precondition);
    return result instanceof PutResult.Done done ? done.etag() : "refused";
  }

  @Test
  void putGetAndListGiveTheSameEtag() throws Exception {
    String etag = put("one");
    Bucket.Content content = bucket.get(KEY, 100).orElseThrow();
    assertThat(content.bytes()).isEqualTo(bytes("one"));
    assertThat(content.etag()).isEqualTo(etag);
    assertThat(bucket.list("v1/heads/")).containsExactly(new Bucket.Entry(KEY, etag, 3));
  }

  @Test
  void everyVersionOfAnObjectHasItsOwnEtag() throws Exception {
    Set<String> etags = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      etags.add(put("same size " + i % 10));
    }
    assertThat(etags).hasSize(50);
  }

  @Test
  void clockThatWasSetBackStillGivesANewEtag() throws Exception {
    put("one");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2050-01-01T00:00:00Z")));
    String future = bucket.get(KEY, 100).orElseThrow().etag();

    String next = put("two", new Precondition.Matches(future));

    assertThat(next).isNotEqualTo(future).isNotEqualTo("refused");
    assertThat(Files.getLastModifiedTime(file).toInstant())
        .isAfter(Instant.parse("2050-01-01T00:00:00Z"));
    assertThat(put("three", new Precondition.Matches(future))).isEqualTo("refused");
  }

  @Test
  void conditionalWritesCompareWithThePresentVersion() throws Exception {
    assertThat(put("x", new Precondition.Matches("1-1"))).isEqualTo("refused");
    String first = put("one", new Precondition.Absent());
    assertThat(put("other", new Precondition.Absent())).isEqualTo("refused");
    String second = put("two", new Precondition.Matches(first));
    assertThat(put("three", new Precondition.Matches(first))).isEqualTo("refused");
    assertThat(bucket.get(KEY, 100).orElseThrow().bytes()).isEqualTo(bytes("two"));
    assertThat(put("three", new Precondition.Matches(second))).isNotEqualTo("refused");
  }

  @Test
  void oneOfManyConcurrentConditionalWritesWins() throws Exception {
    String etag = put("start");
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 20; round++) {
        String expected = etag;
        Callable<String> write = () -> put("next!", new Precondition.Matches(expected));
        List<String> results =
            threads.invokeAll(List.of(write, write, write, write)).stream()
                .map(Future::resultNow)
                .filter(result -> !result.equals("refused"))
                .toList();
        assertThat(results).hasSize(1);
        etag = results.getFirst();
      }
    }
  }

  @Test
  void listDoesNotReadContent() throws Exception {
    put("x");
    Path large = root.resolve("vault/v1/heads/large.age");
    try (var sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(5L << 30); // could neither be read into memory nor hashed in time
    }
    assertThat(bucket.list("v1/heads/"))
        .extracting(Bucket.Entry::key, Bucket.Entry::sizeBytes)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(KEY, 1L),
            org.assertj.core.groups.Tuple.tuple("v1/heads/large.age", 5L << 30));
  }

  @Test
  void listHasOnlyFinishedObjectsBelowThePrefix() throws Exception {
    put("x");
    bucket.put("v1/segments/a/1.age", bytes("y"), NONE);
    Files.writeString(root.resolve("vault/v1/heads/.part-left-by-a-crash"), "half");
    assertThat(bucket.list("v1/heads/")).extracting(Bucket.Entry::key).containsExactly(KEY);
    assertThat(bucket.list("v1/heads/no")).isEmpty();
    assertThat(bucket.list("v1/none/")).isEmpty();
    assertThat(bucket.list("v1/"))
        .extracting(Bucket.Entry::key)
        .containsExactlyInAnyOrder(KEY, "v1/segments/a/1.age");
  }

  @Test
  void objectThatIsTooLargeIsNotRead() throws Exception {
    put("too large");
    assertThatThrownBy(() -> bucket.get(KEY, 3))
        .isInstanceOfSatisfying(
            BucketException.class,
            e -> assertThat(e.kind()).isEqualTo(BucketException.Kind.TOO_LARGE));
  }

  @Test
  void missingObjectIsEmptyAndDeletedWithoutComplaint() throws Exception {
    assertThat(bucket.get(KEY, 100)).isEmpty();
    bucket.delete(KEY);
    put("x");
    bucket.delete(KEY);
    assertThat(bucket.get(KEY, 100)).isEmpty();
    assertThat(bucket.get(KEY + "/below-a-file", 100)).isEmpty();
  }

  @Test
  void missingFolderIsNotTakenForAnEmptyBucket() {
    var unmounted = new FolderBucket(new BucketUrl.Folder(root.resolve("unmounted"), "vault"));
    assertThatThrownBy(() -> unmounted.list("v1/heads/"))
        .isInstanceOfSatisfying(
            BucketException.class,
            e -> assertThat(e.kind()).isEqualTo(BucketException.Kind.NO_BUCKET));
    assertThat(root.resolve("unmounted")).doesNotExist();
  }

  @Test
  void failedPutLeavesTheOldVersionAndNoPart() throws Exception {
    put("old");
    Files.createDirectories(root.resolve("vault/v1/heads/folder.age/child"));
    assertThatThrownBy(() -> bucket.put("v1/heads/folder.age", bytes("x"), NONE))
        .isInstanceOf(BucketException.class);
    try (var files = Files.list(file.getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("x.age", "folder.age");
    }
    assertThat(bucket.get(KEY, 100).orElseThrow().bytes()).isEqualTo(bytes("old"));
  }

  @Test
  void requestsAreCountedByKind() throws Exception {
    put("x");
    bucket.get(KEY, 100);
    bucket.get(KEY, 100);
    bucket.list("v1/");
    bucket.delete(KEY);
    assertThat(bucket.requests().byKind())
        .containsOnly(
            java.util.Map.entry("put", 1L),
            java.util.Map.entry("get", 2L),
            java.util.Map.entry("list", 1L),
            java.util.Map.entry("delete", 1L));
    assertThat(bucket.requests().total()).isEqualTo(5);
  }

  @Test
  void readerOnlyEverSeesWholeVersions() throws Exception {
    String[] versions = {"a".repeat(100_000), "b".repeat(100_001)};
    put(versions[0]);
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 40; i++) {
                  put(versions[i % 2]);
                }
                return null;
              });
      while (!writer.isDone()) {
        String text = read();
        assertThat(text.equals(versions[0]) || text.equals(versions[1])).isTrue();
      }
      writer.get();
    }
  }

  private String read() throws BucketException, IOException {
    return new String(bucket.get(KEY, 1 << 20).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void listThatIsLongerThanExpectedIsRefused() throws Exception {
    for (int i = 0; i < 5; i++) {
      bucket.put("v1/heads/" + i, bytes("x"), NONE);
    }
    assertThat(bucket.list("v1/heads/", 5)).hasSize(5);
    assertThatThrownBy(() -> bucket.list("v1/heads/", 4))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("more than 4 objects");
  }
}
