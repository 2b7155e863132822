package dev.stackunderflow.app.service;

import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes continuous sync the user's own service, and takes that back. Asks first. */
public final class ServiceInstaller {

  private static final String ENV = "/usr/bin/env";

  private final Context context;
  private final boolean yes;
  private final Launch launch;
  private final Service service;

  public ServiceInstaller(Context context, boolean yes) throws IOException {
    this.context = context;
    this.yes = yes;
    this.launch = Launch.ofThisProcess(context.env());
    this.service = Service.of(System.getProperty("os.name"), launch);
  }

  public void install() throws SyncException, IOException {
    context.out().println(service.file() + " (" + service.system() + "):");
    context.out().println();
    context.out().println(service.content().replace("\uFEFF", ""));
    context.out().println("Then:");
    service.install().forEach(command -> context.out().println("  " + String.join(" ", command)));
    context.out().flush();
    warnOfVariables();
    confirm("Write that file and run these commands?");
    Path folder = service.file().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(service.file(), service.content(), service.charset());
    for (List<String> command : service.install()) {
      run(command, "The file " + service.file() + " is written.");
    }
    context.say("Installed.");
    if (!AutoSettings.read(context.home()).enabled()) {
      context.say("It only waits until you say: stackunderflow sync auto --enable");
    }
  }

  /** A service sees no variable of a shell. */
  private void warnOfVariables() throws SyncException {
    String source = context.sync().status().map(Status::keySource).orElse("");
    if (source.startsWith("env:")) {
      context.say(
          "The vault's key is in the variable "
              + source.substring("env:".length())
              + ", which a service does not see. Either put it, and what the bucket's credentials need,"
              + " as NAME=value lines into "
              + launch.secrets()
              + " (chmod 600), or have the key in a file or the keychain: stackunderflow sync init"
              + " --key-file …");
    }
  }

  public void uninstall() throws SyncException, IOException {
    if (!Files.exists(service.file())) {
      context.say("There is no service: " + service.file() + " is not there.");
      return;
    }
    service.uninstall().forEach(command -> context.out().println(String.join(" ", command)));
    context.out().println("rm " + service.file());
    context.out().flush();
    confirm("Do that?");
    for (List<String> command : service.uninstall()) {
      run(command, "The file " + service.file() + " is still there.");
    }
    Files.delete(service.file());
    context.say("Uninstalled. What is synced stays as it is.");
  }

  private void confirm(String question) throws SyncException.Usage {
    if (!yes && !context.terminal().confirms(question)) {
      throw new SyncException.Usage(
          "Nothing was changed. On a terminal type yes when asked; in a script say --yes.");
    }
  }

  private void run(List<String> command, String whatIsSo) throws SyncException, IOException {
    List<String> full = new ArrayList<>();
    if (Files.isExecutable(Path.of(ENV))) {
      full.add(ENV); // finds it by this context's PATH
    }
    full.addAll(command);
    var builder = new ProcessBuilder(full).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(context.env());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode;
    try {
      exitCode = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exitCode = -1;
    }
    if (exitCode != 0) {
      throw new SyncException.Unexpected(
          "This did not work: "
              + String.join(" ", command)
              + "\n"
              + output.strip()
              + "\n"
              + whatIsSo
              + " Nothing else was done; run that command by hand once its cause is gone.",
          null);
    }
  }
}
