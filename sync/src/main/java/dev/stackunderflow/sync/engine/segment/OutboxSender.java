package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.sync.bucket.BucketException;
import java.io.IOException;
import java.sql.SQLException;

/** Sends what waits in the outbox, so that it does not grow with the vault. */
@FunctionalInterface
public interface OutboxSender {

  /**
   * Sends all of it.
   *
   * @throws BucketException if the bucket cannot be reached or refuses
   */
  void send() throws BucketException, SQLException, IOException;
}
