package dev.stackunderflow.sync.testing;

import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.ConditionalWrites;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A bucket between the engine and the real one that fails where a test says. */
public final class FaultyBucket implements Bucket {

  /** The process ends here: nothing after it is done. */
  public static final class Killed extends Error {
    /** Makes one. */
    public Killed() {
      super("killed");
    }
  }

  /** When and how to fail. */
  public static final class Faults {
    private @Nullable Predicate<String> killBeforePut;
    private @Nullable Predicate<String> loseAnswerOfPut;
    private @Nullable Predicate<String> breakOffGet;
    private @Nullable Predicate<String> outOfMemoryAtGet;
    private boolean ignoreConditions;
    private int momentsUntilKill = -1;
    private int requestsUntilDead = -1;
    private Runnable beforeRequest = () -> {};

    /** Runs before each request; stays until it is replaced. */
    public void beforeRequest(Runnable listener) {
      beforeRequest = listener;
    }

    /** After so many requests there is no network any more, until {@link #clear}. */
    public synchronized void dieAfterRequests(int n) {
      requestsUntilDead = n;
    }

    private synchronized void request() throws BucketException {
      beforeRequest.run();
      if (requestsUntilDead == 0) {
        throw noAnswer();
      }
      requestsUntilDead = Math.max(-1, requestsUntilDead - 1);
    }

    /** Ends the process before the put of a key; once. */
    public void killBeforePut(Predicate<String> key) {
      killBeforePut = key;
    }

    /** Ends the process before its n-th request from now, of whatever kind; once. */
    public void killBeforeRequest(int n) {
      killAtMoment(2 * n);
    }

    /**
     * Ends the process at its n-th moment from now: 0 before the first request, 1 after it took
     * effect and before its answer is seen, 2 before the second one, and so on; once.
     */
    public synchronized void killAtMoment(int n) {
      momentsUntilKill = n;
    }

    /** Whether a kill is still to come: the process made fewer requests than that. */
    public synchronized boolean isKillPending() {
      return momentsUntilKill >= 0;
    }

    private synchronized void moment() {
      if (momentsUntilKill >= 0 && momentsUntilKill-- == 0) {
        throw new Killed();
      }
    }

    /** Does a put and loses its answer; once. */
    public void loseAnswerOfPut(Predicate<String> key) {
      loseAnswerOfPut = key;
    }

    /** Breaks off the reading of an object; once. */
    public void breakOffGet(Predicate<String> key) {
      breakOffGet = key;
    }

    /** Runs out of memory while an object is read; once. */
    public void outOfMemoryAtGet(Predicate<String> key) {
      outOfMemoryAtGet = key;
    }

    /** No more faults. */
    public synchronized void clear() {
      killBeforePut = null;
      loseAnswerOfPut = null;
      breakOffGet = null;
      outOfMemoryAtGet = null;
      momentsUntilKill = -1;
      requestsUntilDead = -1;
    }

    /** Answers conditional puts with a 200 and ignores the condition, as some providers do. */
    public void ignoreConditions() {
      ignoreConditions = true;
    }
  }

  private final Bucket real;
  private final Faults faults;

  /** In front of a real bucket. */
  public FaultyBucket(Bucket real, Faults faults) {
    this.real = real;
    this.faults = faults;
  }

  @Override
  public Bucket with(ConditionalWrites conditionalWrites) {
    return new FaultyBucket(real.with(conditionalWrites), faults);
  }

  @Override
  public List<Entry> list(String prefix) throws BucketException {
    faults.request();
    faults.moment();
    List<Entry> entries = real.list(prefix);
    faults.moment();
    return entries;
  }

  @Override
  public Optional<Content> get(String key, long maxBytes) throws BucketException {
    faults.request();
    faults.moment();
    Predicate<String> breakOff = faults.breakOffGet;
    if (breakOff != null && breakOff.test(key)) {
      faults.breakOffGet = null;
      throw noAnswer();
    }
    Predicate<String> outOfMemory = faults.outOfMemoryAtGet;
    if (outOfMemory != null && outOfMemory.test(key)) {
      faults.outOfMemoryAtGet = null;
      throw new OutOfMemoryError("a test's fault");
    }
    Optional<Content> content = real.get(key, maxBytes);
    faults.moment();
    return content;
  }

  @Override
  public PutResult put(String key, byte[] bytes, Precondition precondition) throws BucketException {
    faults.request();
    faults.moment();
    Predicate<String> kill = faults.killBeforePut;
    if (kill != null && kill.test(key)) {
      faults.killBeforePut = null;
      throw new Killed();
    }
    PutResult result =
        real.put(key, bytes, faults.ignoreConditions ? new Precondition.None() : precondition);
    faults.moment();
    Predicate<String> lose = faults.loseAnswerOfPut;
    if (lose != null && lose.test(key)) {
      faults.loseAnswerOfPut = null;
      throw noAnswer();
    }
    return result;
  }

  private static BucketException noAnswer() {
    return new BucketException(
        BucketException.Kind.UNREACHABLE, "No answer from the bucket (a test's fault).", null);
  }

  @Override
  public void delete(String key) throws BucketException {
    faults.request();
    faults.moment();
    real.delete(key);
    faults.moment();
  }

  @Override
  public Requests requests() {
    return real.requests();
  }

  @Override
  public void close() {
    real.close();
  }
}
