package dev.stackunderflow.core.catalog.detail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's log says of a usage limit at one moment.
 *
 * @param name which of the account's limits, where there are several; else empty
 * @param windowMinutes the window's length: 300 for five hours, 10,080 for a week; null where it is
 *     not stated
 * @param usedPercent how much of the limit is used; null where it is not stated
 * @param reset when the window ends; null where it is not stated
 * @param isReached whether the agent says that the limit is reached
 */
public record LimitStatement(
    String name,
    @Nullable Long windowMinutes,
    @Nullable Double usedPercent,
    @Nullable Instant reset,
    boolean isReached) {

  /** Five hours. */
  public static final long FIVE_HOURS = 300;

  /** A week. */
  public static final long WEEK = 10_080;
}
