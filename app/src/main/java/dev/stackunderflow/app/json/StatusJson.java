package dev.stackunderflow.app.json;

import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.sync.api.Status;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is synced and what waits, as in {@code sync status}. */
public final class StatusJson {

  private StatusJson() {}

  /**
   * The status.
   *
   * @param status empty where sync is not set up
   * @param auto continuous sync
   */
  public static Map<String, @Nullable Object> of(Optional<Status> status, AutoView auto) {
    return status
        .map(s -> fields(s).with("auto", AutoJson.of(auto)))
        .orElseGet(() -> new JsonFields().with("configured", false))
        .map();
  }

  private static JsonFields fields(Status s) {
    return new JsonFields()
        .with("configured", true)
        .with("device_id", s.deviceId())
        .with("label", s.label())
        .with("role", s.role())
        .with("bucket_url", s.bucketUrl())
        .with("key_fingerprint", s.keyFingerprint())
        .with("key_source", s.keySource())
        .with("key_available", s.keyAvailable())
        .with("key_backed_up_at", s.keyBackedUpAt())
        .with("generation", s.generation())
        .with("last_sync_ts", s.lastSyncTs())
        .with("last_sync_event_id", s.lastSyncEventId())
        .with("remote_event_id", s.remoteEventId())
        .with("conflict_count", s.conflictCount())
        .with("pending_events", s.pendingEvents())
        .with(
            "retry",
            new JsonFields()
                .with("queued", s.retry().queued())
                .with("attempts", s.retry().attempts())
                .with("next_attempt_at", s.retry().nextAttemptAt())
                .with("last_error", s.retry().lastError())
                .map())
        .with("requests_today", s.requestsToday())
        .with("requests_30_days", s.requestsOf30Days())
        .with("request_cost", cost(s.requestCost()))
        .with("devices", s.devices().stream().map(StatusJson::device).toList());
  }

  private static @Nullable Object cost(Status.@Nullable Cost cost) {
    return cost == null
        ? null
        : new JsonFields()
            .with("usd_per_month", Math.round(cost.usdPerMonth() * 100) / 100.0)
            .with("provider", cost.provider())
            .with("source", cost.source())
            .map();
  }

  private static Map<String, @Nullable Object> device(Status.Device d) {
    return new JsonFields()
        .with("device_id", d.deviceId())
        .with("label", d.label())
        .with("this_device", d.thisDevice())
        .with("events", d.events())
        .with("generation", d.generation())
        .with("merged_generation", d.mergedGeneration())
        .with("last_seen", d.lastSeen())
        .with("problem", d.problem())
        .map();
  }
}
