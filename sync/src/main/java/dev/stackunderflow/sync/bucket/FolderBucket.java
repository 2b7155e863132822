package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.core.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder as a bucket: a NAS or a mounted drive. Each object is a file, written beside its place
 * and renamed into it, so that a reader sees all of it or nothing.
 *
 * <p>An ETag is the file's modification time in nanoseconds and its size, so that a list reads no
 * content. Every write holds a lock on one file of the folder and gives the new version a later
 * modification time than the one before: two versions of an object never have the same ETag, and a
 * conditional write notices every write in between.
 */
public final class FolderBucket implements Bucket {

  private static final String LOCK = ".lock";
  private static final String PART = ".part-";

  /** A file lock belongs to the process; its threads take turns here. */
  private static final ReentrantLock TURN = new ReentrantLock();

  private static final int MAX_READS = 100;

  /** A millisecond for most file systems; FAT rounds to 2 s. */
  private static final List<Duration> TIME_STEPS =
      List.of(Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(4));

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
            "There is no folder "
                + root
                + ". If it is on a drive, mount the drive; else create it.",
            null);
      }
      return action.run();
    } catch (AccessDeniedException e) {
      throw new BucketException(
          BucketException.Kind.DENIED,
          "The folder " + root + " cannot be used: access to " + e.getFile() + " is denied.",
          e);
    } catch (IOException e) {
      throw new BucketException(
          BucketException.Kind.UNREACHABLE,
          "The folder " + root + " cannot be used: " + words(e) + ".",
          e);
    }
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public List<Entry> list(String prefix) throws BucketException {
    return list(prefix, S3Listing.MAX_ENTRIES);
  }

  @Override
  public List<Entry> list(String prefix, int maxEntries) throws BucketException {
    List<Entry> entries = entries(prefix, maxEntries);
    Bucket.requireAtMost(maxEntries, entries.size(), prefix);
    return entries;
  }

  private List<Entry> entries(String prefix, int maxEntries) throws BucketException {
    return request(
        "list",
        () -> {
          Path folder = base.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
          List<Entry> entries = new ArrayList<>();
          if (!Files.isDirectory(folder)) {
            return entries;
          }
          Files.walkFileTree(
              folder,
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                  String key = base.relativize(file).toString().replace('\\', '/');
                  if (key.startsWith(prefix)
                      && attributes.isRegularFile()
                      && !file.getFileName().toString().startsWith(PART)) {
                    entries.add(new Entry(key, etag(attributes), attributes.size()));
                  }
                  return entries.size() > maxEntries
                      ? FileVisitResult.TERMINATE
                      : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e)
                    throws IOException {
                  if (file.equals(folder) && !(e instanceof NoSuchFileException)) {
                    throw e;
                  }
                  return FileVisitResult.CONTINUE; // deleted since, or a folder that is not ours
                }
              });
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
      for (int attempt = 0; attempt < MAX_READS; attempt++) {
        String before = freshEtag(file);
        byte[] bytes = bytes(file, maxBytes);
        if (bytes.length > maxBytes) {
          throw new BucketException(
              BucketException.Kind.TOO_LARGE,
              "The object " + key + " is larger than any object that this program writes.",
              null);
        }
        if (freshEtag(file).equals(before)) {
          return Optional.of(new Content(bytes, before));
        } // else it was replaced while it was read
      }
      throw new IOException(file + " changes all the time");
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  /** The content; of a file that is too large one byte more than accepted. */
  private static byte[] bytes(Path file, long maxBytes) throws IOException {
    try (InputStream in =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
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
          try (FileChannel channel = lockFile();
              var lock = channel.lock()) {
            if (!lock.isValid() || !holds(precondition, file)) {
              return new PutResult.PreconditionFailed();
            }
            replace(file, bytes);
            return new PutResult.Done(freshEtag(file));
          } finally {
            TURN.unlock();
          }
        });
  }

  private FileChannel lockFile() throws IOException {
    Path file = base.resolve(LOCK);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !attributes(file).isRegularFile()) {
      // Opening a pipe would block for ever, and a link leads somebody else's way.
      throw new IOException(file + " is not a file; delete it");
    }
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean holds(Precondition precondition, Path file) throws IOException {
    return switch (precondition) {
      case Precondition.None _ -> true;
      case Precondition.Absent _ -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      case Precondition.Matches matches -> {
        try {
          yield freshEtag(file).equals(matches.etag());
        } catch (NoSuchFileException e) {
          yield false;
        }
      }
    };
  }

  /** The caller holds the lock. */
  private static void replace(Path file, byte[] bytes) throws IOException, BucketException {
    Path part = file.resolveSibling(PART + UUID.randomUUID());
    try {
      DurableFiles.write(part, bytes);
      if (Files.exists(file)) {
        makeNewer(part, modified(attributes(file)));
      }
      DurableFiles.moveIntoPlace(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Makes sure that a new version of an object has a later modification time than the one before,
   * also if the clock was set back or the file system stores times coarsely.
   */
  private static void makeNewer(Path part, Instant before) throws IOException, BucketException {
    if (modified(attributes(part)).isAfter(before)) {
      return;
    }
    for (Duration step : TIME_STEPS) {
      Files.setLastModifiedTime(part, FileTime.from(before.plus(step)));
      if (modified(attributes(part)).isAfter(before)) {
        return;
      }
    }
    throw new BucketException(
        BucketException.Kind.UNSUPPORTED,
        "The file system of " + part.getParent() + " does not store modification times.",
        null);
  }

  /** The ETag after asking the file server: opening a file ends the client's attribute cache. */
  private static String freshEtag(Path file) throws IOException {
    if (!attributes(file).isRegularFile()) {
      // A folder, a link, a pipe: not an object, and not listed either. Opening a pipe would block.
      throw new NoSuchFileException(file.toString());
    }
    try (FileChannel _ =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return etag(attributes(file));
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static Instant modified(BasicFileAttributes attributes) {
    return attributes.lastModifiedTime().toInstant();
  }

  private static String etag(BasicFileAttributes attributes) {
    return Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS))
        + "-"
        + Long.toHexString(attributes.size());
  }

  @Override
  public void delete(String key) throws BucketException {
    request("delete", () -> Files.deleteIfExists(base.resolve(key)));
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
