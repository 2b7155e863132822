package dev.stackunderflow.sync.testing;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket in memory, with conditional writes and ETags that depend on the content, as on S3. */
public final class MemoryBucket implements Bucket {

  /** The objects, which several buckets can share. */
  public static final class Objects {

    private final TreeMap<String, byte[]> objects = new TreeMap<>();

    /** The object of a name. */
    public synchronized Optional<byte[]> get(String key) {
      return Optional.ofNullable(objects.get(key));
    }

    /** Writes an object, past all conditions. */
    public synchronized void put(String key, byte[] object) {
      objects.put(key, object);
    }

    /** Deletes an object. */
    public synchronized void delete(String key) {
      objects.remove(key);
    }

    /** The names that begin with the prefix, sorted. */
    public synchronized List<String> names(String prefix) {
      return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    private synchronized List<Entry> list(String prefix) {
      List<Entry> entries = new ArrayList<>();
      objects.forEach(
          (key, object) -> {
            if (key.startsWith(prefix)) {
              entries.add(new Entry(key, etag(object), object.length));
            }
          });
      return entries;
    }

    private synchronized PutResult put(String key, byte[] bytes, Precondition precondition) {
      byte[] present = objects.get(key);
      boolean holds =
          switch (precondition) {
            case Precondition.None _ -> true;
            case Precondition.Absent _ -> present == null;
            case Precondition.Matches matches ->
                present != null && etag(present).equals(matches.etag());
          };
      if (!holds) {
        return new PutResult.PreconditionFailed();
      }
      objects.put(key, bytes.clone());
      return new PutResult.Done(etag(bytes));
    }

    private static String etag(byte[] object) {
      return Sha256.hex(object).substring(0, 32);
    }
  }

  private final Objects objects;
  private final Map<String, Long> requests = new TreeMap<>();

  /** A client of these objects. */
  public MemoryBucket(Objects objects) {
    this.objects = objects;
  }

  private synchronized void count(String kind) {
    requests.merge(kind, 1L, Long::sum);
  }

  @Override
  public List<Entry> list(String prefix) {
    count("list");
    return objects.list(prefix);
  }

  @Override
  public Optional<Content> get(String key, long maxBytes) throws BucketException {
    count("get");
    Optional<byte[]> object = objects.get(key);
    if (object.isPresent() && object.get().length > maxBytes) {
      throw new BucketException(BucketException.Kind.TOO_LARGE, key + " is too large", null);
    }
    return object.map(bytes -> new Content(bytes.clone(), Objects.etag(bytes)));
  }

  @Override
  public PutResult put(String key, byte[] bytes, Precondition precondition) {
    count("put");
    return objects.put(key, bytes, precondition);
  }

  @Override
  public void delete(String key) {
    count("delete");
    objects.delete(key);
  }

  @Override
  public synchronized Requests requests() {
    return new Requests(Map.copyOf(requests));
  }

  @Override
  public void close() {
    // Nothing stays open between requests.
  }
}
