package dev.stackunderflow.sync;

import dev.stackunderflow.sync.engine.vault.SyncContext;

/** Makes a {@link Sync} with everything from outside put in by a test. */
public final class SyncFactory {

  private SyncFactory() {}

  /** With this context. */
  public static Sync of(SyncContext context) {
    return new Sync(context, Thread::sleep);
  }
}
