package dev.stackunderflow.app.doctor;

import dev.stackunderflow.app.auto.AutoState;
import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.service.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checks of continuous sync: whether it runs, as which version, and what its service starts.
 */
final class ServiceChecks {

  private static final String CHECK = "service";

  private final Service service;
  private final String version;

  /**
   * Creates the checks.
   *
   * @param service the service that this program would install
   * @param version this program's version
   */
  ServiceChecks(Service service, String version) {
    this.service = service;
    this.version = version;
  }

  List<Finding> run(AutoView auto) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Optional<AutoState.Written> running = auto.running();
    if (!auto.settings().enabled()) {
      findings.add(off());
    } else if (running.isEmpty()) {
      findings.add(stopped());
    } else {
      findings.add(running(running.get()));
    }
    if (service.isInstalled() && !service.isOfThisProgram()) {
      findings.add(
          Finding.note(
              CHECK,
              service.file() + " starts another copy of this program, or one that was moved",
              "If this copy should sync: stackunderflow sync auto --install"));
    }
    return findings;
  }

  private Finding off() {
    return service.isInstalled()
        ? Finding.note(
            CHECK,
            "continuous sync is off, although its service is installed",
            "To turn it on: stackunderflow sync auto --enable")
        : Finding.note(
            CHECK,
            "continuous sync is off",
            "To turn it on: stackunderflow sync auto --enable --install");
  }

  private Finding stopped() {
    return Finding.problem(
        CHECK,
        "continuous sync is on, and not running",
        service.isInstalled()
            ? "Its service is installed. To see why it does not run: "
                + String.join(" ", service.status())
            : "Run: stackunderflow sync auto --install, or: stackunderflow start");
  }

  private Finding running(AutoState.Written written) {
    AutoState state = written.state();
    if (state.kind() == AutoState.Kind.BACKING_OFF || state.kind() == AutoState.Kind.PAUSED) {
      return Finding.problem(
          CHECK, "continuous sync runs, and its last attempt failed: " + state.reason(), null);
    }
    if (!written.program().isEmpty() && !written.program().equals(version)) {
      return Finding.note(
          CHECK,
          "continuous sync still runs as version " + written.program() + "; this is " + version,
          service.isInstalled()
              ? "To start this version: stackunderflow sync auto --install"
              : "Stop 'stackunderflow start', and start it again.");
    }
    return Finding.ok(CHECK, "continuous sync runs");
  }
}
