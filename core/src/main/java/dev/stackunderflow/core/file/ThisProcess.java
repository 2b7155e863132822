package dev.stackunderflow.core.file;

import java.time.Instant;
import java.util.Optional;

/** What does not change while this process runs; the JDK reads files of the system for it. */
public final class ThisProcess {

  private static final Optional<Instant> STARTED = ProcessHandle.current().info().startInstant();

  private ThisProcess() {}

  /** When it was started; empty where the system does not say. */
  public static Optional<Instant> startedAt() {
    return STARTED;
  }
}
