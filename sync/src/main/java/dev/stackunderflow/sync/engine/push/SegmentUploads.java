package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.Bucket.PutResult;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends segments from the outbox, two at a time, while the caller continues with the next. Finished
 * uploads are recorded on the caller's thread. After a failure nothing more is sent, and the caller
 * can still fill the outbox; {@link #finish} throws the failure.
 */
final class SegmentUploads implements AutoCloseable {

  /** Cloudflare R2 throttles more than two or three uploads at once. */
  private static final int IN_FLIGHT = 2;

  /** Sent objects stay in the outbox until so many are there, or the head is written. */
  private static final int REMOVE_AFTER = 8;

  private final VaultSession vault;
  private final Progress progress;

  /** Not virtual ones: the JVM would wait 0.3 s for their poller when it exits. */
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          IN_FLIGHT, Thread.ofPlatform().daemon().name("upload-", 0).factory());

  private final Deque<Upload> running = new ArrayDeque<>();
  private final Set<String> given = new HashSet<>();
  private final List<String> sent = new ArrayList<>();
  private @Nullable BucketException failure;
  private long events;
  private int segments;
  private long bytes;
  private long total;

  SegmentUploads(VaultSession vault, Progress progress) {
    this.vault = vault;
    this.progress = progress;
  }

  private record Upload(Head.SegmentRef segment, Future<?> result) {}

  /** Sends a segment; waits for an earlier one if two are being sent. */
  void send(Head.SegmentRef segment) throws SQLException, IOException {
    if (failure != null || !given.add(segment.id())) {
      return;
    }
    try {
      vault.bucket(); // opened once, on this thread
    } catch (BucketException e) {
      failure = e;
      return;
    }
    while (running.size() >= IN_FLIGHT) {
      settle(running.removeFirst());
    }
    total += segment.bytes();
    running.add(
        new Upload(
            segment,
            threads.submit(
                () -> {
                  put(segment, vault.outbox().get(segment.id()));
                  return segment;
                })));
  }

  /** Sends nothing more, because the bucket cannot be reached: {@link #finish} throws this. */
  void stop(BucketException cause) {
    failure = failure == null ? cause : failure;
  }

  /**
   * Waits for all.
   *
   * @throws BucketException if one of them could not be sent
   */
  void finish() throws BucketException, SQLException, IOException {
    while (!running.isEmpty()) {
      settle(running.removeFirst());
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void settle(Upload upload) throws SQLException, IOException {
    Head.SegmentRef segment = upload.segment();
    progress.at("sending", bytes, total);
    try {
      upload.result().get();
    } catch (ExecutionException e) {
      noteFailure(e.getCause());
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the push was interrupted", e);
    }
    vault.ledger().segments().markSent(segment.id());
    sent.add(segment.id());
    if (sent.size() == REMOVE_AFTER) {
      vault.outbox().remove(sent);
      sent.clear();
    }
    events += segment.events();
    segments++;
    bytes += segment.bytes();
    progress.at("sending", bytes, total);
  }

  private void noteFailure(@Nullable Throwable cause) throws IOException {
    if (cause instanceof BucketException e) {
      stop(e);
    } else if (cause instanceof Error e) {
      throw e;
    } else {
      throw new IOException("a segment could not be sent: " + cause, cause);
    }
  }

  private void put(Head.SegmentRef segment, byte[] object) throws BucketException {
    String key = Layout.segment(vault.device().deviceId(), segment.id());
    Precondition absent =
        vault.device().conditionalWrites().areSupported()
            ? new Precondition.Absent()
            : new Precondition.None();
    if (vault.bucket().put(key, object, absent) instanceof PutResult.Done) {
      return;
    }
    // The id is random: the object is there because an earlier answer was lost. Is it intact?
    if (!(SegmentFetcher.fetch(vault.bucket(), vault.device().deviceId(), segment)
        instanceof SegmentFetcher.Fetched.Intact)) {
      vault.bucket().put(key, object, new Precondition.None());
    }
  }

  /** Events in the segments that were sent. */
  long events() {
    return events;
  }

  /** Segments that were sent. */
  int segments() {
    return segments;
  }

  /** Bytes that were sent. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    threads.close(); // waits, so that nothing is sent after the lock is released
  }
}
