package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.doctor.Doctor;
import dev.stackunderflow.app.doctor.Finding;
import dev.stackunderflow.app.json.DoctorJson;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "Examine this machine and its sync, and say what to do where something is wrong.",
      "Checks the disk, permissions, the store and the agents, and, if sync is set",
      "up, the key, the bucket and its rights (with one small object, which is",
      "deleted again), the clock, all devices and continuous sync. Changes nothing.",
      "The exit code is 9 if there is a problem."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow doctor --json")
public final class DoctorCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = Doctor.examine(context.env(), context.sync(), context.setupCheck());
    if (json.isOn()) {
      context.print(DoctorJson.of(findings));
    } else {
      new FindingsText(context).print(findings);
    }
    boolean isHealthy = findings.stream().noneMatch(f -> f.state() == Finding.State.PROBLEM);
    return isHealthy ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }
}
