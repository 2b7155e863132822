package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogContext.History;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.ingest.KnownFiles.Known;
import dev.stackunderflow.core.ingest.LogReading.Before;
import dev.stackunderflow.core.thread.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads log files on a thread of its own, ahead of the one that writes them into the store. Files
 * come in the order of the plan. What waits to be written takes a bounded amount of memory.
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
   * @param sessionId its session, where it was known
   * @param history reads the store; asked on the thread that takes the file
   */
  record Plan(
      LogSource source,
      Path file,
      @Nullable Known before,
      @Nullable String sessionId,
      History history) {}

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

  /** A question to the store, which waits for its answer. */
  private record Question(
      String sessionId, Consumer<String> lines, CompletableFuture<@Nullable Void> answer)
      implements Message {}

  /** What the file leaves behind. The reading itself holds buffers. */
  private record Ended(long offset, byte[] passedDigest, LineReader reader) implements Message {}

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
      try {
        SessionName name = before == null ? plan.source().session(plan.file()) : null;
        String sessionId = name == null ? plan.sessionId() : name.sessionId();
        if (sessionId == null) {
          messages.add(
              new Opened(
                  Files.readAttributes(plan.file(), BasicFileAttributes.class), false, null));
          return; // no complete line yet
        }
        var context = new LogContext(plan.file(), sessionId, this::ask);
        try (var reading = LogReading.open(plan.source(), context, Before.of(before))) {
          messages.add(new Opened(reading.attributes(), reading.isRewritten(), name));
          read(reading);
        }
      } catch (IOException | SQLException | RuntimeException | Error e) {
        messages.add(new Failed(e)); // thrown again where it is taken
      }
    }

    private void read(LogReading reading) throws IOException, SQLException {
      for (LogBatch batch = reading.next(); batch != null; batch = reading.next()) {
        int size = (int) Math.min(MAX_KILOBYTES, batch.bytes() / 1024 + 1);
        kilobytes.acquireUninterruptibly(size);
        if (!offer(new Lines(batch, size))) {
          kilobytes.release(size);
          return;
        }
      }
      messages.add(new Ended(reading.offset(), reading.passedDigest(), reading.reader()));
    }

    /** Has the store read by the thread that takes this file: by then, those before it are in. */
    private void ask(String sessionId, Consumer<String> lines) throws SQLException {
      var question = new Question(sessionId, lines, new CompletableFuture<>());
      if (!offer(question)) {
        throw new CancellationException("nobody wants the file");
      }
      try {
        question.answer().join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof SQLException failure) {
          throw failure;
        }
        throw e;
      }
    }

    private void answer(Question question) {
      try {
        plan.history().read(question.sessionId(), question.lines());
        question.answer().complete(null);
      } catch (SQLException | RuntimeException e) {
        question.answer().completeExceptionally(e);
      }
    }

    private synchronized boolean offer(Message message) {
      return !isUnwanted && !isClosed && messages.add(message);
    }

    private Message take() throws IOException, SQLException {
      try {
        Message message = messages.take();
        while (message instanceof Question question) {
          answer(question);
          message = messages.take();
        }
        if (message instanceof Failed(Throwable failure)) {
          switch (failure) {
            case IOException e -> throw e;
            case SQLException e -> throw e;
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

    private Opened opened() throws IOException, SQLException {
      if (opened == null) {
        opened = (Opened) take();
      }
      return opened;
    }

    /** The session that a new file holds; null where its lines do not say it yet. */
    @Nullable SessionName name() throws IOException, SQLException {
      return plan.before() == null ? opened().name() : plan.source().session(plan.file());
    }

    @Override
    public BasicFileAttributes attributes() throws IOException, SQLException {
      return opened().attributes();
    }

    @Override
    public boolean isRewritten() throws IOException, SQLException {
      return opened().isRewritten();
    }

    @Override
    public @Nullable LogBatch next() throws IOException, SQLException {
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
    public void save(ObjectNode carry) {
      ended().reader().save(carry);
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
      ended = null;
      for (Message message = messages.poll(); message != null; message = messages.poll()) {
        if (message instanceof Lines lines) {
          kilobytes.release(lines.kilobytes());
        } else if (message instanceof Question question) {
          question.answer().cancel(false);
        }
      }
    }
  }
}
