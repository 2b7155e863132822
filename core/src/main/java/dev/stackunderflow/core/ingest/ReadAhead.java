package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.ingest.KnownFiles.Known;
import dev.stackunderflow.core.thread.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads and parses log files on a thread of its own, ahead of the one that writes them into the
 * store. Files come in the order of the plan. Parsed lines that wait take a bounded amount of
 * memory.
 */
final class ReadAhead implements AutoCloseable {

  private static final int MAX_KILOBYTES = 1024;

  private final Semaphore kilobytes = new Semaphore(MAX_KILOBYTES);
  private final Queue<Log> planned = new ArrayDeque<>();
  private final Set<Path> files = new HashSet<>();
  private final Thread reader;
  private volatile boolean isClosed;

  /**
   * A file that will be asked for.
   *
   * @param source its agent's
   * @param file the file
   * @param before what the store knew of it when this was planned, null for nothing
   */
  record Plan(LogSource source, Path file, @Nullable Known before) {}

  /** Begins to read. */
  ReadAhead(List<Plan> plans) {
    List<Log> logs = plans.stream().map(Log::new).toList();
    planned.addAll(logs);
    plans.forEach(plan -> files.add(plan.file()));
    reader = Thread.ofPlatform().daemon().name("log-reader").start(() -> read(logs));
  }

  private void read(List<Log> logs) {
    for (Log log : logs) {
      log.read();
    }
  }

  /**
   * Takes the next file, which must be the next of the plan that was not taken, or one behind it.
   *
   * @return the file, the caller's to close; null if it was not planned
   */
  @Nullable Log take(Path file) {
    if (!files.contains(file)) {
      return null;
    }
    Log next = planned.poll();
    while (next != null && !next.plan.file().equals(file)) {
      next.close();
      next = planned.poll();
    }
    return next;
  }

  /** Stops reading, and waits until no file is open. */
  @Override
  public void close() {
    isClosed = true;
    planned.forEach(Log::close);
    kilobytes.release(MAX_KILOBYTES);
    Threads.join(reader);
  }

  /** What passes from one thread to the other. */
  private sealed interface Message {}

  private record Opened(
      BasicFileAttributes attributes, boolean isRewritten, @Nullable SessionName name)
      implements Message {}

  private record Lines(LogBatch batch, int kilobytes) implements Message {}

  private record Ended(long offset, byte[] passedDigest) implements Message {}

  private record Failed(Throwable failure) implements Message {}

  /** A planned file. */
  final class Log implements LogBatches {
    private final Plan plan;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private volatile boolean isUnwanted;
    private @Nullable Opened opened;
    private @Nullable Ended ended;

    private Log(Plan plan) {
      this.plan = plan;
    }

    /** Whether the store still knows of the file what the plan says. */
    boolean isFrom(Known known) {
      Known before = plan.before();
      return before == null
          ? known.offset() == 0
          : before.offset() == known.offset()
              && MessageDigest.isEqual(before.prefixDigest(), known.prefixDigest());
    }

    private void read() {
      if (isUnwanted || isClosed) {
        return;
      }
      Known before = plan.before();
      long offset = before == null ? 0 : before.offset();
      byte[] prefix = before == null ? LogLines.digestOfNothing() : before.prefixDigest();
      try (var reading = LogReading.open(plan.source(), plan.file(), offset, prefix)) {
        SessionName name = before == null ? plan.source().session(plan.file()) : null;
        messages.add(new Opened(reading.attributes(), reading.isRewritten(), name));
        for (LogBatch batch = reading.next(); batch != null; batch = reading.next()) {
          int size = (int) Math.min(MAX_KILOBYTES, batch.bytes() / 1024 + 1);
          kilobytes.acquireUninterruptibly(size);
          if (!offer(new Lines(batch, size))) {
            kilobytes.release(size);
            return;
          }
        }
        messages.add(new Ended(reading.offset(), reading.passedDigest()));
      } catch (IOException | RuntimeException | Error e) {
        messages.add(new Failed(e)); // thrown again where it is taken
      }
    }

    private synchronized boolean offer(Message message) {
      return !isUnwanted && !isClosed && messages.add(message);
    }

    private Message take() throws IOException {
      try {
        Message message = messages.take();
        if (message instanceof Failed(Throwable failure)) {
          switch (failure) {
            case IOException e -> throw e;
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(failure);
          }
        }
        return message;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading " + plan.file());
      }
    }

    private Opened opened() throws IOException {
      if (opened == null) {
        opened = (Opened) take();
      }
      return opened;
    }

    /** The session that a new file holds; null where its lines do not say it yet. */
    @Nullable SessionName name() throws IOException {
      return plan.before() == null ? opened().name() : plan.source().session(plan.file());
    }

    @Override
    public BasicFileAttributes attributes() throws IOException {
      return opened().attributes();
    }

    @Override
    public boolean isRewritten() throws IOException {
      return opened().isRewritten();
    }

    @Override
    public @Nullable LogBatch next() throws IOException {
      opened();
      if (ended != null) {
        return null;
      }
      Message message = take();
      if (message instanceof Lines lines) {
        kilobytes.release(lines.kilobytes());
        return lines.batch();
      }
      ended = (Ended) message;
      return null;
    }

    private Ended ended() {
      if (ended == null) {
        throw new IllegalStateException("not read to its end: " + plan.file());
      }
      return ended;
    }

    @Override
    public long offset() {
      return ended().offset();
    }

    @Override
    public byte[] passedDigest() {
      return ended().passedDigest();
    }

    /** What was parsed of it and not taken is dropped. */
    @Override
    public synchronized void close() {
      isUnwanted = true;
      for (Message message = messages.poll(); message != null; message = messages.poll()) {
        if (message instanceof Lines lines) {
          kilobytes.release(lines.kilobytes());
        }
      }
    }
  }
}
