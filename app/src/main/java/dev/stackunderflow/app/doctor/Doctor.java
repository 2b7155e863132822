package dev.stackunderflow.app.doctor;

import dev.stackunderflow.app.service.Launch;
import dev.stackunderflow.app.service.Service;
import dev.stackunderflow.app.text.ProgramVersion;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.StorageDiagnostics;
import dev.stackunderflow.sync.SetupCheck;
import dev.stackunderflow.sync.Sync;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Examines this machine: what it has, and, if sync is set up, what it syncs with. */
public final class Doctor {

  private Doctor() {}

  /**
   * Runs all checks. Opens a connection only if sync is set up.
   *
   * @param env the process environment
   * @param sync this home's sync
   * @param setup tests of the parts of its setup
   * @return the findings, in a fixed order of checks
   */
  public static List<Finding> examine(Map<String, String> env, Sync sync, SetupCheck setup) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "program",
            "stackunderflow "
                + ProgramVersion.get()
                + ", Java "
                + Runtime.version().feature()
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")));
    findings.addAll(new LocalChecks(env).run());
    if (findings.stream().anyMatch(Doctor::isBrokenStore)) {
      findings.add(Finding.skipped("sync", "its state is in the store, which cannot be read"));
    } else if (sync.isConfigured()) {
      findings.addAll(sync(env, sync, setup));
    } else {
      findings.add(
          Finding.note(
              "sync",
              "not set up; nothing leaves this machine, and no connection was opened",
              "To see all machines in one view: stackunderflow sync init"));
    }
    return findings;
  }

  /** What is wrong with the state of sync is a finding too. */
  private static List<Finding> sync(Map<String, String> env, Sync sync, SetupCheck setup) {
    Home home = Home.of(env);
    try {
      Service service = Service.of(System.getProperty("os.name"), Launch.ofThisProcess(env));
      return new SyncChecks(home, sync, setup, service).run();
    } catch (SyncException | IOException e) {
      String words =
          StorageDiagnostics.words(e, home.folder()).orElse(String.valueOf(e.getMessage()));
      return List.of(
          Finding.problem(
              "sync",
              words,
              "Nothing is lost. What this says in full: stackunderflow sync status"));
    }
  }

  private static boolean isBrokenStore(Finding finding) {
    return finding.check().equals("store") && finding.state() == Finding.State.PROBLEM;
  }
}
