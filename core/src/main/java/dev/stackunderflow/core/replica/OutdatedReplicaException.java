package dev.stackunderflow.core.replica;

import dev.stackunderflow.core.store.StoreException;

/** The replica was written by a development version whose format this program does not read. */
public final class OutdatedReplicaException extends StoreException {

  OutdatedReplicaException(String message) {
    super(message);
  }
}
