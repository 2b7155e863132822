package dev.stackunderflow.sync;

import dev.stackunderflow.core.Home;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The way in: set up, push, pull, status. One sync of a store runs at a time. */
public final class Sync {

  /**
   * Sync for one home. Nothing is opened and no network class is loaded before a method that needs
   * it.
   *
   * @param home where the files are
   * @param env the process environment: the key's variable, and the bucket's credentials
   * @param clock the time
   * @param random for ids and names; keys are made with the JDK's own
   */
  public Sync(Home home, Map<String, String> env, Clock clock, SecureRandom random) {}

  /** Whether {@code init} was ever done here; looks at one file. */
  public boolean isConfigured() {
    throw new UnsupportedOperationException();
  }

  /** Creates or joins a vault. */
  public InitResult init(InitOptions options) throws SyncException {
    throw new UnsupportedOperationException();
  }

  /** Sends what the vault lacks. */
  public PushResult push(Progress progress) throws SyncException {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes what the other devices published. A device that can't be taken is named in the result.
   */
  public PullResult pull(Progress progress) throws SyncException {
    throw new UnsupportedOperationException();
  }

  /** What is known here, without asking the bucket; empty where sync is not set up. */
  public Optional<Status> status() throws SyncException {
    throw new UnsupportedOperationException();
  }
}
