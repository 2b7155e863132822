package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.hash.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A folder as a bucket: a NAS or a mounted drive. Each object is a file, written beside its place
 * and renamed into it, so that a reader sees all of it or nothing. An ETag is the content's
 * SHA-256. Conditional writes hold a lock on one file of the folder.
 */
public final class FolderBucket implements Bucket {

  private static final String LOCK = ".lock";
  private static final String PART = ".part-";

  /** The lock on the file is the process's; its threads take turns here. */
  private static final ReentrantLock TURN = new ReentrantLock();

  private final Path root;
  private final Path base;
  private final RequestCounter counter = new RequestCounter();

  /** The folder must exist when it is used: an unmounted drive must not look like an empty one. */
  public FolderBucket(BucketUrl.Folder url) {
    this.root = url.root();
    this.base = url.root().resolve(url.prefix());
  }

  private interface Action<T> {
    T run() throws IOException, BucketException;
  }

  private <T> T request(String kind, Action<T> action) throws BucketException {
    counter.count(kind);
    try {
      if (!Files.isDirectory(root)) {
        throw new BucketException(
            BucketException.Kind.NO_BUCKET,
            "There is no folder " + root + ". If it is on a drive, mount it; else make it.",
            null);
      }
      return action.run();
    } catch (AccessDeniedException e) {
      throw new BucketException(
          BucketException.Kind.DENIED,
          "The folder " + root + " can't be used: access to " + e.getFile() + " is denied.",
          e);
    } catch (IOException e) {
      throw new BucketException(
          BucketException.Kind.UNREACHABLE,
          "The folder " + root + " can't be used: " + words(e) + ".",
          e);
    }
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public List<Entry> list(String prefix) throws BucketException {
    return request(
        "list",
        () -> {
          Path folder = base.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
          List<Entry> entries = new ArrayList<>();
          if (!Files.isDirectory(folder)) {
            return entries;
          }
          List<Path> files;
          try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
          }
          for (Path file : files) {
            String key = base.relativize(file).toString().replace('\\', '/');
            if (key.startsWith(prefix) && !file.getFileName().toString().startsWith(PART)) {
              read(key, Integer.MAX_VALUE) // empty where it was deleted since the walk
                  .ifPresent(c -> entries.add(new Entry(key, c.etag(), c.bytes().length)));
            }
          }
          return entries;
        });
  }

  @Override
  public Optional<Content> get(String key, long maxBytes) throws BucketException {
    return request("get", () -> read(key, maxBytes));
  }

  private Optional<Content> read(String key, long maxBytes) throws IOException, BucketException {
    Path file = base.resolve(key);
    try {
      if (Files.size(file) > maxBytes) {
        throw new BucketException(
            BucketException.Kind.TOO_LARGE,
            "The object " + key + " is larger than any that this program writes.",
            null);
      }
      byte[] bytes = Files.readAllBytes(file);
      return Optional.of(new Content(bytes, etag(bytes)));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  @Override
  public PutResult put(String key, byte[] bytes, Precondition precondition) throws BucketException {
    return request(
        "put",
        () -> {
          Path file = base.resolve(key);
          Files.createDirectories(file.getParent());
          TURN.lock();
          try (FileChannel channel =
                  FileChannel.open(
                      base.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
              var lock = channel.lock()) {
            if (!lock.isValid() || !holds(precondition, key)) {
              return new PutResult.PreconditionFailed();
            }
            replace(file, bytes);
          } finally {
            TURN.unlock();
          }
          return new PutResult.Done(etag(bytes));
        });
  }

  private boolean holds(Precondition precondition, String key) throws IOException, BucketException {
    return switch (precondition) {
      case Precondition.None _ -> true;
      case Precondition.Absent _ -> !Files.exists(base.resolve(key));
      case Precondition.Matches matches ->
          read(key, Integer.MAX_VALUE)
              .filter(content -> content.etag().equals(matches.etag()))
              .isPresent();
    };
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path part = file.resolveSibling(PART + UUID.randomUUID());
    try {
      DurableFiles.write(part, bytes);
      DurableFiles.moveIntoPlace(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public void delete(String key) throws BucketException {
    request("delete", () -> Files.deleteIfExists(base.resolve(key)));
  }

  private static String etag(byte[] bytes) {
    return Sha256.hex(bytes);
  }

  @Override
  public Requests requests() {
    return counter.requests();
  }

  @Override
  public void close() {
    // Nothing stays open between requests.
  }
}
