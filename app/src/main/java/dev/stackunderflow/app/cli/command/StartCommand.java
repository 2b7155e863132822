package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.api.ApiServer;
import dev.stackunderflow.app.api.ApiToken;
import dev.stackunderflow.app.api.EventHub;
import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.cli.ExitCode;
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

@Command(
    name = "start",
    description = {
      "Take in logs as they are written, sync, and answer the API, until Ctrl-C.",
      "Syncs continuously if that is enabled (sync auto --enable). Prints the API's",
      "address, on this machine. What shows content or changes anything needs the",
      "token in the file api-token in the program's folder:",
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
      description = "The API's port (default: ${DEFAULT-VALUE}; 0: any free one).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "127.0.0.1",
      description =
          "The API's address (default: ${DEFAULT-VALUE}); another machine's needs --expose.")
  private String host = "127.0.0.1";

  @Option(
      names = "--expose",
      description = {
        "Let other machines ask. Then everything but health needs the token, which goes over the",
        "network unencrypted, as do the answers: put a TLS proxy in front."
      })
  private boolean expose;

  public StartCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException, IOException {
    requireLoopback();
    ApiToken token = ApiToken.readOrMake(context.home(), new SecureRandom());
    var hub = new EventHub();
    var daemon = new Daemon(context, hub);
    var setting =
        new ApiServer.Setting(
            context.home(),
            context.sync(),
            daemon.work(),
            new CliDocuments(context),
            hub,
            token,
            daemon.runner()::viewed,
            daemon.runner()::succeededElsewhere);
    ApiServer server = bind(setting);
    server.start();
    daemon.runner().start();
    greet(server);
    Daemon.untilStopped(
        () -> {
          server.close();
          daemon.close();
        });
    return ExitCode.DONE;
  }

  private void requireLoopback() throws SyncException {
    boolean isLoopback;
    try {
      isLoopback = InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new SyncException.Usage("There is no address " + host + " here. Nothing was started.");
    }
    if (!isLoopback && !expose) {
      throw new SyncException.Usage(
          host
              + " can be reached from other machines, and what goes there is not encrypted. If you"
              + " want that, say --expose too. Nothing was started.");
    }
  }

  private ApiServer bind(ApiServer.Setting setting) throws SyncException, IOException {
    try {
      return new ApiServer(setting, host, port, expose);
    } catch (BindException e) {
      throw new SyncException.Usage(
          host
              + ":"
              + port
              + " can't be had ("
              + e.getMessage()
              + "). Perhaps it runs already. Else choose another port: stackunderflow start --port 8082");
    } catch (IllegalArgumentException e) {
      throw new SyncException.Usage("--port takes a number from 0 to 65535.");
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
                    : "off; turn it on: stackunderflow sync auto --enable")
                + ". Stop with Ctrl-C."
            : "Sync is not set up: no connection is opened. Stop with Ctrl-C.");
    context.err().flush();
  }
}
