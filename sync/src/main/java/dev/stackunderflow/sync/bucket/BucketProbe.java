package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.Bucket.PutResult;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Tests what a bucket supports, with one small object that is removed again. */
public final class BucketProbe {

  /** The prefix of the names of all probes. */
  public static final String PREFIX = "v1/probe/";

  private static final String LISTED = "v1/heads/";
  private static final int MAX_BYTES = 1024;

  private BucketProbe() {}

  /**
   * The result. Providers differ on conditional writes; some answer 200 and ignore the condition.
   *
   * @param conditionalCreate whether a second "create" was refused
   * @param conditionalReplace how a replace with the right ETag was accepted, after one with a
   *     wrong ETag was refused
   * @param canDelete whether objects can be deleted
   */
  public record Probe(
      boolean conditionalCreate, ConditionalWrites conditionalReplace, boolean canDelete) {}

  /**
   * Lists, writes, reads and deletes.
   *
   * @throws BucketException if it cannot be listed, written or read
   */
  public static Probe probe(Bucket bucket, SecureRandom random) throws BucketException {
    return probe(bucket, random, _ -> {});
  }

  /**
   * Lists, writes, reads and deletes.
   *
   * @param worked is told {@code list}, {@code write} and {@code read} as each has worked
   * @throws BucketException if it cannot be listed, written or read
   */
  public static Probe probe(Bucket bucket, SecureRandom random, Consumer<String> worked)
      throws BucketException {
    bucket.list(LISTED);
    worked.accept("list");
    String key = PREFIX + new UUID(random.nextLong(), random.nextLong());
    byte[] first = "stackunderflow sync was here: 1".getBytes(StandardCharsets.UTF_8);
    byte[] second = "stackunderflow sync was here: 2".getBytes(StandardCharsets.UTF_8);
    boolean creates = isDone(bucket, key, first, new Precondition.Absent());
    if (!creates) {
      bucket.put(key, first, new Precondition.None());
    }
    worked.accept("write");
    try {
      return probeWritten(bucket, key, first, second, creates, worked);
    } catch (BucketException e) {
      removeAfter(e, bucket, key);
      throw e;
    }
  }

  private static void removeAfter(BucketException failure, Bucket bucket, String key) {
    try {
      bucket.delete(key);
    } catch (BucketException e) {
      failure.addSuppressed(e); // the first failure says more
    }
  }

  private static Probe probeWritten(
      Bucket bucket,
      String key,
      byte[] first,
      byte[] second,
      boolean creates,
      Consumer<String> worked)
      throws BucketException {
    boolean conditionalCreate = creates && !isDone(bucket, key, second, new Precondition.Absent());
    Bucket.Content content =
        bucket
            .get(key, MAX_BYTES)
            .orElseThrow(() -> unreliable("an object that was just written is missing"));
    byte[] expected = conditionalCreate ? first : content.bytes();
    if (!Arrays.equals(content.bytes(), expected)
        || !(Arrays.equals(expected, first) || Arrays.equals(expected, second))) {
      throw unreliable("an object reads back with other content than was written");
    }
    worked.accept("read");
    return new Probe(
        conditionalCreate,
        conditionalReplace(bucket, key, second, content.etag()),
        canDelete(bucket, key));
  }

  private static ConditionalWrites conditionalReplace(
      Bucket bucket, String key, byte[] bytes, String etag) throws BucketException {
    for (ConditionalWrites kind :
        List.of(ConditionalWrites.QUOTED_ETAG, ConditionalWrites.BARE_ETAG)) {
      Bucket tried = bucket.with(kind);
      boolean ignoresTheCondition =
          isDone(tried, key, bytes, new Precondition.Matches("00000000000000000000000000000000"));
      if (ignoresTheCondition) {
        return ConditionalWrites.NONE;
      }
      if (isDone(tried, key, bytes, new Precondition.Matches(etag))) {
        return kind;
      }
    }
    return ConditionalWrites.NONE;
  }

  private static boolean isDone(Bucket bucket, String key, byte[] bytes, Precondition condition)
      throws BucketException {
    try {
      return bucket.put(key, bytes, condition) instanceof PutResult.Done;
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.UNSUPPORTED) {
        return false;
      }
      throw e;
    }
  }

  private static boolean canDelete(Bucket bucket, String key) throws BucketException {
    try {
      bucket.delete(key);
      return true;
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.DENIED) {
        return false; // an object lock, or credentials without the right to delete: sync works
        // without it
      }
      throw e;
    }
  }

  private static BucketException unreliable(String what) {
    return new BucketException(
        BucketException.Kind.UNEXPECTED, "The bucket is not reliable: " + what + ".", null);
  }
}
