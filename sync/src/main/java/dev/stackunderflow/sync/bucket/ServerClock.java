package dev.stackunderflow.sync.bucket;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Compares this machine's clock with the header {@code Date} (RFC 9110) of each answer. */
final class ServerClock implements ExecutionInterceptor {

  private final Supplier<Instant> now;
  private volatile @Nullable Duration skew;

  ServerClock(Supplier<Instant> now) {
    this.now = now;
  }

  /** How far this machine is ahead, by the last answer; empty where none had a date. */
  Optional<Duration> skew() {
    return Optional.ofNullable(skew);
  }

  @Override
  public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes a) {
    context.httpResponse().firstMatchingHeader("Date").ifPresent(this::compare);
  }

  /** Compares with the time that an answer names. */
  void compare(String date) {
    try {
      Instant theirs = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      skew = Duration.between(theirs, now.get());
    } catch (DateTimeException e) {
      skew = null; // not a date: nothing is known
    }
  }
}
