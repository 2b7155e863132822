package dev.stackunderflow.sync.bucket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects by name. Names are relative to the prefix of the bucket's URL. Thread-safe. */
public interface Bucket extends AutoCloseable {

  /**
   * An object in a list.
   *
   * @param key its name
   * @param etag the bucket's version tag of its content, without quotes
   * @param sizeBytes its size
   */
  record Entry(String key, String etag, long sizeBytes) {}

  /**
   * An object's content.
   *
   * @param bytes the content
   * @param etag the bucket's version tag of it, without quotes
   */
  record Content(byte[] bytes, String etag) {}

  /** The condition of a put. */
  sealed interface Precondition {

    /** None: an existing object is replaced. */
    record None() implements Precondition {}

    /** There is no object of that name ({@code If-None-Match: *}). */
    record Absent() implements Precondition {}

    /**
     * The object has this ETag ({@code If-Match}).
     *
     * @param etag without quotes
     */
    record Matches(String etag) implements Precondition {}
  }

  /** The result of a put. */
  sealed interface PutResult {

    /**
     * The object was written.
     *
     * @param etag the bucket's version tag of the content, without quotes
     */
    record Done(String etag) implements PutResult {}

    /** The precondition did not hold; nothing was changed by this request. */
    record PreconditionFailed() implements PutResult {}
  }

  /**
   * The requests made so far, each attempt counted.
   *
   * @param byKind by {@code list}, {@code get}, {@code put}, {@code delete}
   */
  record Requests(Map<String, Long> byKind) {

    /** All of them. */
    public long total() {
      return byKind.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Lists every object whose name begins with the prefix, in no particular order.
   *
   * @throws BucketException if the bucket cannot be reached, refuses, or does not exist
   */
  List<Entry> list(String prefix) throws BucketException;

  /**
   * Lists as {@link #list(String)} does, and refuses a list that is longer than expected.
   *
   * @param maxEntries the most entries that are accepted
   */
  default List<Entry> list(String prefix, int maxEntries) throws BucketException {
    List<Entry> entries = list(prefix);
    requireAtMost(maxEntries, entries.size(), prefix);
    return entries;
  }

  /** The failure of a list that is longer than expected, before it takes all memory. */
  static void requireAtMost(int maxEntries, int entries, String prefix) throws BucketException {
    if (entries > maxEntries) {
      throw new BucketException(
          BucketException.Kind.INVALID_ANSWER,
          "The bucket lists more than "
              + maxEntries
              + " objects below "
              + prefix
              + ", more than any vault has. Find out who can write to the bucket.",
          null);
    }
  }

  /**
   * Reads an object.
   *
   * @param key its name
   * @param maxBytes the largest that is accepted
   * @return the content, or empty if there is no such object
   * @throws BucketException if the bucket cannot be reached or refuses, or the object is larger
   */
  Optional<Content> get(String key, long maxBytes) throws BucketException;

  /**
   * Writes an object, whole or not at all.
   *
   * @throws BucketException if the bucket cannot be reached or refuses; it may have been written if
   *     only the answer was lost
   */
  PutResult put(String key, byte[] bytes, Precondition precondition) throws BucketException;

  /**
   * Deletes an object; absent is fine.
   *
   * @throws BucketException if the bucket cannot be reached or refuses
   */
  void delete(String key) throws BucketException;

  /**
   * The same bucket, for a provider that takes conditional writes in this way.
   *
   * @return a bucket that replaces this one; closing either closes both
   */
  default Bucket with(ConditionalWrites conditionalWrites) {
    return this;
  }

  /** The requests made so far. */
  Requests requests();

  /**
   * How far this machine's clock is ahead of the provider's, as its last answer said; negative
   * where it is behind. Exact to two seconds. Empty where there was no answer, and for a folder.
   */
  default Optional<Duration> clockSkew() {
    return Optional.empty();
  }

  @Override
  void close();
}
