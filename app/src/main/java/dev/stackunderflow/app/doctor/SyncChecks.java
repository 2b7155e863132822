package dev.stackunderflow.app.doctor;

import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.service.Service;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.ProgramVersion;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.SetupCheck;
import dev.stackunderflow.sync.Sync;
import dev.stackunderflow.sync.api.BucketTrial;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks of a device that syncs: key, bucket, clock, devices, queue, service. */
final class SyncChecks {

  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Home home;
  private final Sync sync;
  private final SetupCheck setup;
  private final Service service;

  SyncChecks(Home home, Sync sync, SetupCheck setup, Service service) {
    this.home = home;
    this.sync = sync;
    this.setup = setup;
    this.service = service;
  }

  List<Finding> run() throws SyncException, IOException {
    Optional<Status> status = sync.status();
    if (status.isEmpty()) {
      return List.of(
          Finding.note(
              "sync",
              "not set up; nothing leaves this machine, and no connection was opened",
              "To see all machines in one view: stackunderflow sync init"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok("sync", status.get().label() + " syncs with " + status.get().bucketUrl()));
    key(findings, status.get());
    boolean isReachable = bucket(findings, status.get());
    devices(findings, status.get(), isReachable);
    findings.add(queue(status.get()));
    findings.addAll(new ServiceChecks(service, ProgramVersion.get()).run(AutoView.read(home)));
    return findings;
  }

  private void key(List<Finding> findings, Status status) {
    if (status.role().equals("write-only")) {
      findings.add(Finding.ok("key", "not needed: this device only adds to the vault"));
      return;
    }
    try {
      setup.requireKey(status.keySource(), status.keyFingerprint());
      findings.add(Finding.ok("key", "found in " + status.keySource()));
    } catch (SyncException e) {
      findings.add(
          Finding.problem(
              "key",
              String.valueOf(e.getMessage()),
              "Look in your password manager or in a backup for the key with the fingerprint "
                  + status.keyFingerprint()
                  + ", and put it there."));
    }
    if (status.keyBackedUpAt() == null) {
      findings.add(
          Finding.note(
              "key_backup",
              "never made on this device",
              "Keep the key in your password manager, or run: stackunderflow sync key backup --to"
                  + " FILE"));
    }
  }

  /** Tries the bucket; returns whether it can be used. */
  private boolean bucket(List<Finding> findings, Status status) throws SyncException, IOException {
    BucketTrial trial = setup.trial(home).orElseThrow();
    findings.addAll(judge(trial, status));
    return trial.isUsable();
  }

  /** What a trial of the bucket means for a device. */
  static List<Finding> judge(BucketTrial trial, Status status) {
    List<Finding> findings = new ArrayList<>();
    SyncException failure = trial.failure();
    String worked = String.join(", ", trial.worked());
    if (failure != null) {
      // The failure's words stand last: they may end with a command.
      findings.add(
          Finding.problem(
              "bucket",
              (worked.isEmpty() ? "" : "works: " + worked + ". ") + failure.getMessage(),
              next(trial, failure, status.bucketUrl())));
    } else {
      findings.add(Finding.ok("bucket", "works: " + worked));
      vault(findings, trial, status);
      if (!trial.canDelete()) {
        findings.add(
            Finding.note(
                "rights",
                "deleting is not allowed",
                "Sync works; forget, prune and rotate leave objects behind. To change that, allow"
                    + " s3:DeleteObject below the prefix."));
      }
      findings.add(
          trial.conditionalWrites()
              ? Finding.ok("conditional_writes", "supported")
              : Finding.note(
                  "conditional_writes",
                  "not supported by this provider",
                  "Nothing to do: heads are read back after each push instead."));
    }
    clock(trial.clockSkew()).ifPresent(findings::add);
    return findings;
  }

  /** What to do; null where the failure's own words say it. */
  private static @Nullable String next(BucketTrial trial, SyncException failure, String bucketUrl) {
    return switch (failure) {
      case SyncException.Unreachable _ ->
          "Check the network and the endpoint. New events are queued, and sent later.";
      case SyncException.Denied _ when bucketUrl.startsWith("file:") -> null;
      case SyncException.Denied _ when trial.isKeyRefused() ->
          "Check the credentials and their rights: docs/providers.md has the policy.";
      case SyncException.Denied _ ->
          "If the vault was moved to another bucket, run: stackunderflow sync init --bucket URL";
      default -> null;
    };
  }

  private static void vault(List<Finding> findings, BucketTrial trial, Status status) {
    String fingerprint = trial.keyFingerprint();
    if (fingerprint == null) {
      findings.add(
          Finding.problem(
              "vault",
              "the bucket has no vault at this place: somebody deleted it, or the bucket is another"
                  + " one",
              "Your events are safe here. See: stackunderflow sync verify"));
    } else if (!fingerprint.equals(status.keyFingerprint())) {
      findings.add(
          Finding.problem(
              "vault",
              "the vault's key was replaced: it is now " + fingerprint,
              "Put the new key where this device looks for it, and run: stackunderflow sync now"));
    } else {
      findings.add(Finding.ok("vault", "there, with this device's key"));
    }
  }

  /** Judges the clock; empty where the provider did not say the time. */
  private static Optional<Finding> clock(@Nullable Duration skew) {
    if (skew == null) {
      return Optional.empty();
    }
    if (skew.abs().compareTo(SKEW) <= 0) {
      return Optional.of(Finding.ok("clock", "agrees with the provider's"));
    }
    return Optional.of(
        Finding.problem(
            "clock",
            TimeFormat.duration(skew.abs())
                + (skew.isNegative() ? " behind" : " ahead of")
                + " the provider's",
            "Set the clock: providers refuse requests that are 15 minutes off, and of two edits of"
                + " one message the later one is shown."));
  }

  private void devices(List<Finding> findings, Status status, boolean isReachable) {
    if (status.role().equals("write-only") || !isReachable || !status.keyAvailable()) {
      findings.add(
          Finding.skipped("devices", "their versions are only known with the bucket and the key"));
      return;
    }
    try {
      List<DeviceInfo> devices = sync.devices();
      devices.forEach(device -> findings.add(device(device)));
      if (status.generation() > 0 && devices.stream().noneMatch(DeviceInfo::thisDevice)) {
        findings.add(
            Finding.problem(
                "devices",
                status.label()
                    + " (this device) has pushed "
                    + CountFormat.of(status.generation(), "time")
                    + ", and its head is not in the bucket: somebody deleted it",
                "Nothing is lost: your events are safe here. Find out who can write to the bucket. To"
                    + " send everything again, move "
                    + home.folder().resolve("sync")
                    + " away and run: stackunderflow sync init"));
      }
    } catch (SyncException e) {
      findings.add(Finding.problem("devices", String.valueOf(e.getMessage()), null));
    }
  }

  private static Finding device(DeviceInfo device) {
    String version =
        device.program().isEmpty() ? "version not known" : "version " + device.program();
    String words =
        device.label()
            + (device.thisDevice() ? " (this device)" : "")
            + ": "
            + version
            + ", last push "
            + TimeFormat.local(device.lastSeen());
    return device.problem() == null
        ? Finding.ok("devices", words)
        : Finding.problem("devices", words + ": " + device.problem(), null);
  }

  private static Finding queue(Status status) {
    if (status.retry().attempts() > 0) {
      return Finding.problem(
          "queue",
          CountFormat.of(status.retry().attempts(), "failed attempt")
              + " to send; the last one: "
              + status.retry().lastError(),
          "Nothing is lost. When the cause is fixed, run: stackunderflow sync now");
    }
    return status.pendingEvents() == 0
        ? Finding.ok("queue", "everything is sent")
        : Finding.note(
            "queue",
            CountFormat.of(status.pendingEvents(), "event") + " to send",
            "Run: stackunderflow sync now");
  }
}
