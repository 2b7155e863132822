package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Confirmation;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.service.Launch;
import dev.stackunderflow.app.service.Service;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Installs continuous sync as a user service, and uninstalls it. Asks first. */
final class ServiceInstaller {

  private static final String ENV = "/usr/bin/env";

  private final Context context;
  private final Confirmation confirmation;
  private final Launch launch;
  private final Service service;

  /**
   * Creates an installer for this system.
   *
   * @param confirmation asks before anything is changed
   * @throws IOException if the program's own command line cannot be determined
   */
  ServiceInstaller(Context context, Confirmation confirmation) throws IOException {
    this.context = context;
    this.confirmation = confirmation;
    this.launch = Launch.ofThisProcess(context.env());
    this.service = Service.of(System.getProperty("os.name"), launch);
  }

  /**
   * Prints the service, asks, writes it and starts it.
   *
   * @param isTurnedOn whether continuous sync is turned on next
   */
  void install(boolean isTurnedOn) throws SyncException, IOException, UsageException {
    context.out().println(service.file() + " (" + service.system() + "):");
    context.out().println();
    context.out().println(service.content().replace("\uFEFF", ""));
    context.out().println("Then:");
    // One that runs would otherwise stay the program that it was started as.
    boolean isAgain = service.isInstalled();
    if (isAgain) {
      service
          .uninstall()
          .forEach(command -> context.out().println("  " + String.join(" ", command)));
    }
    service.install().forEach(command -> context.out().println("  " + String.join(" ", command)));
    context.out().flush();
    warnOfVariables();
    confirmation.require("Write this file and run these commands?");
    Path folder = service.file().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (isAgain) {
      for (List<String> command : service.uninstall()) {
        start(command); // fails where it does not run, and need not
      }
    }
    Files.writeString(service.file(), service.content(), service.charset());
    for (List<String> command : service.install()) {
      run(command, "The file " + service.file() + " was written.");
    }
    context.say("Installed.");
    if (!isTurnedOn && !AutoSettings.read(context.home()).enabled()) {
      context.say("It does nothing until you run: stackunderflow sync auto --enable");
    }
  }

  /** A service does not see the variables of a shell. */
  private void warnOfVariables() throws SyncException {
    String source = context.sync().status().map(Status::keySource).orElse("");
    if (source.startsWith("env:")) {
      context.say(
          "The vault's key is in the variable "
              + source.substring("env:".length())
              + ", which a service does not see. Either put it, and the bucket's credentials, as"
              + " NAME=value lines into "
              + launch.secrets()
              + " (chmod 600), or store the key in a file or the keychain: stackunderflow sync init"
              + " --key-file …");
    }
  }

  /** Prints the commands, asks, stops the service and deletes it. */
  void uninstall() throws SyncException, IOException, UsageException {
    if (!service.isInstalled()) {
      context.say("There is no service: " + service.file() + " does not exist.");
      return;
    }
    service.uninstall().forEach(command -> context.out().println(String.join(" ", command)));
    context.out().println("rm " + service.file());
    context.out().flush();
    confirmation.require("Run these commands?");
    for (List<String> command : service.uninstall()) {
      run(command, "The file " + service.file() + " still exists.");
    }
    Files.delete(service.file());
    context.say("Uninstalled. Your data is unchanged.");
  }

  private void run(List<String> command, String whatIsSo) throws SyncException, IOException {
    Ended ended = start(command);
    if (ended.exitCode() != 0) {
      throw new SyncException.Unexpected(
          "This command failed: "
              + String.join(" ", command)
              + "\n"
              + ended.output().strip()
              + "\n"
              + whatIsSo
              + " Nothing else was done. Run the command yourself once the cause is fixed.",
          null);
    }
  }

  /** How a command ended. */
  private record Ended(int exitCode, String output) {}

  private Ended start(List<String> command) throws IOException {
    List<String> full = new ArrayList<>();
    if (Files.isExecutable(Path.of(ENV))) {
      full.add(ENV); // uses this context's PATH
    }
    full.addAll(command);
    var builder = new ProcessBuilder(full).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(context.env());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Ended(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(-1, output);
    }
  }
}
