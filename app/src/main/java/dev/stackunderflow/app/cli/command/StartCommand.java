package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.api.ApiConfig;
import dev.stackunderflow.app.api.ApiServer;
import dev.stackunderflow.app.api.ApiToken;
import dev.stackunderflow.app.api.EventHub;
import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.auto.Daemon;
import dev.stackunderflow.app.auto.StopSignal;
import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code start}. */
@Command(
    name = "start",
    description = {
      "Import logs as they are written, sync, and serve the API, until Ctrl-C.",
      "Syncs continuously if that is enabled (sync auto --enable). Prints the address",
      "of the API on this machine. Requests that show content or change anything need",
      "the token from the file api-token in the program's folder:",
      "Authorization: Bearer TOKEN."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  stackunderflow start",
      "  curl -H \"Authorization: Bearer $(cat ~/.stackunderflow/api-token)\" \\",
      "    http://127.0.0.1:8081/api/sessions"
    })
public final class StartCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8081",
      description = "The API's port (default: ${DEFAULT-VALUE}; 0: any free port).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (default: ${DEFAULT-VALUE}); others need --expose.")
  private String host = "127.0.0.1";

  @Option(
      names = "--expose",
      description =
          "Allow requests from other machines. Everything but health then needs the token. Traffic"
              + " is not encrypted: put a TLS proxy in front.")
  private boolean expose;

  public StartCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SyncException, UsageException {
    requireLoopback();
    ApiToken token = ApiToken.readOrMake(context.home(), new SecureRandom());
    var hub = new EventHub();
    try (var stop = new StopSignal();
        var daemon =
            Daemon.of(context.home(), context.env(), context.clock(), context.sync(), hub);
        ApiServer server = bind(daemon, hub, token)) {
      server.start();
      daemon.start();
      greet(server);
      stop.await();
    }
    return ExitCode.DONE;
  }

  private void requireLoopback() throws UsageException {
    boolean isLoopback;
    try {
      isLoopback = InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UsageException("This machine has no address " + host + ". Nothing was started.");
    }
    if (!isLoopback && !expose) {
      throw new UsageException(
          host
              + " is reachable from other machines, and traffic to it is not encrypted. If you want"
              + " that, add --expose. Nothing was started.");
    }
  }

  private ApiServer bind(Daemon daemon, EventHub hub, ApiToken token)
      throws IOException, UsageException {
    var config =
        new ApiConfig(
            context.home(),
            context.sync(),
            daemon.work(),
            hub,
            token,
            daemon.runner()::viewed,
            daemon.runner()::succeededElsewhere);
    try {
      return new ApiServer(config, host, port, expose);
    } catch (BindException e) {
      throw new UsageException(
          "Cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "). The program may already be running; otherwise choose another port:"
              + " stackunderflow start --port 8082");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--port must be from 0 to 65535. Nothing was started.");
    }
  }

  private void greet(ApiServer server) throws IOException {
    String name = host.contains(":") ? "[" + host + "]" : host;
    context.out().println("http://" + name + ":" + server.port());
    context.out().flush();
    context.say("The API's token is in " + ApiToken.file(context.home()) + ".");
    context.say(
        context.sync().isConfigured()
            ? "Continuous sync is "
                + (AutoSettings.read(context.home()).enabled()
                    ? "on"
                    : "off; to turn it on: stackunderflow sync auto --enable")
                + ". Stop with Ctrl-C."
            : "Sync is not set up: nothing leaves this machine. Stop with Ctrl-C.");
    context.err().flush();
  }
}
