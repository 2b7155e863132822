package dev.stackunderflow.app.service;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A user service of one operating system. The Windows one is text that tests check; it was not run
 * there yet.
 *
 * @param system what the system calls it
 * @param file the file that describes it
 * @param content the file's content
 * @param charset the file's encoding
 * @param start what it runs, as the file has it
 * @param install the commands that start it, once the file exists
 * @param uninstall the commands that stop it, before the file is deleted
 * @param status the command that shows why it does not run
 */
public record Service(
    String system,
    Path file,
    String content,
    Charset charset,
    String start,
    List<List<String>> install,
    List<List<String>> uninstall,
    List<String> status) {

  static final String NAME = "stackunderflow-sync";
  static final String LABEL = "dev.stackunderflow.sync";

  /**
   * The service for a system.
   *
   * @param osName the value of {@code os.name}
   * @param launch what it runs
   */
  public static Service of(String osName, Launch launch) {
    if (osName.startsWith("Windows")) {
      return windows(launch);
    }
    return osName.startsWith("Mac") ? launchd(launch) : systemd(launch);
  }

  /** Whether the file exists, whatever it starts. */
  public boolean isInstalled() {
    return Files.exists(file);
  }

  /**
   * Whether the installed file starts what this process is, not a copy elsewhere.
   *
   * @throws IOException if the file cannot be read
   */
  public boolean isOfThisProgram() throws IOException {
    return new String(Files.readAllBytes(file), charset).contains(start);
  }

  private static Service systemd(Launch launch) {
    String unit = NAME + ".service";
    var variables = new StringBuilder();
    launch
        .variables()
        .forEach(
            (name, value) ->
                variables
                    .append("Environment=")
                    .append(Quoting.systemd(name + "=" + value))
                    .append('\n'));
    String content =
        """
        # Written by stackunderflow sync auto --install; gone with --uninstall.
        [Unit]
        Description=StackUnderflow Sync, continuous

        [Service]
        ExecStart=%s
        %sEnvironmentFile=-%s
        Restart=on-failure
        RestartSec=30
        # How Java ends when it is asked to.
        SuccessExitStatus=143
        TimeoutStopSec=10
        Nice=10
        UMask=0077
        NoNewPrivileges=yes

        [Install]
        WantedBy=default.target
        """
            .formatted(
                Quoting.systemd(launch.command()),
                variables,
                Quoting.systemdPath(launch.secrets()));
    return new Service(
        "systemd user unit",
        launch.configFolder().resolve("systemd/user").resolve(unit),
        content,
        StandardCharsets.UTF_8,
        Quoting.systemd(launch.command()),
        List.of(
            List.of("systemctl", "--user", "daemon-reload"),
            List.of("systemctl", "--user", "enable", "--now", unit)),
        List.of(List.of("systemctl", "--user", "disable", "--now", unit)),
        List.of("systemctl", "--user", "status", unit));
  }

  private static Service launchd(Launch launch) {
    var variables = new StringBuilder();
    launch
        .variables()
        .forEach(
            (name, value) ->
                variables.append(
                    "    <key>%s</key><string>%s</string>\n"
                        .formatted(Quoting.xml(name), Quoting.xml(value))));
    String secrets = Quoting.shell(launch.secrets().toString());
    String script =
        "set -a; [ -r %s ] && . %s; exec %s"
            .formatted(secrets, secrets, Quoting.shell(launch.command()));
    String content =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <!-- Written by stackunderflow sync auto, option install; gone with uninstall. -->
        <plist version="1.0">
        <dict>
          <key>Label</key><string>%s</string>
          <key>ProgramArguments</key>
          <array>
            <string>/bin/sh</string>
            <string>-c</string>
            <string>%s</string>
          </array>
          <key>EnvironmentVariables</key>
          <dict>
        %s  </dict>
          <key>RunAtLoad</key><true/>
          <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
          <key>ThrottleInterval</key><integer>30</integer>
          <key>ProcessType</key><string>Background</string>
          <key>Umask</key><integer>63</integer>
        </dict>
        </plist>
        """
            .formatted(LABEL, Quoting.xml(script), variables);
    String domain = "gui/" + launch.userId();
    Path file = launch.userHome().resolve("Library/LaunchAgents").resolve(LABEL + ".plist");
    return new Service(
        "launchd agent",
        file,
        content,
        StandardCharsets.UTF_8,
        Quoting.xml(Quoting.shell(launch.command())),
        List.of(List.of("launchctl", "bootstrap", domain, file.toString())),
        List.of(List.of("launchctl", "bootout", domain + "/" + LABEL)),
        List.of("launchctl", "print", domain + "/" + LABEL));
  }

  private static Service windows(Launch launch) {
    List<String> command = launch.command();
    String content =
        """
        <?xml version="1.0" encoding="UTF-16"?>
        <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
          <RegistrationInfo>
            <Description>StackUnderflow Sync, continuous</Description>
          </RegistrationInfo>
          <Triggers>
            <LogonTrigger><UserId>%s</UserId></LogonTrigger>
          </Triggers>
          <Principals>
            <Principal id="user">
              <UserId>%s</UserId>
              <LogonType>InteractiveToken</LogonType>
              <RunLevel>LeastPrivilege</RunLevel>
            </Principal>
          </Principals>
          <Settings>
            <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
            <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
            <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
            <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
            <Hidden>true</Hidden>
            <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
          </Settings>
          <Actions Context="user">
            <Exec>
              <Command>%s</Command>
              <Arguments>%s</Arguments>
            </Exec>
          </Actions>
        </Task>
        """
            .formatted(
                Quoting.xml(launch.userId()),
                Quoting.xml(launch.userId()),
                Quoting.xml(command.getFirst()),
                Quoting.xml(Quoting.windows(command.subList(1, command.size()))))
            .replace("\n", "\r\n");
    Path file = launch.secrets().resolveSibling(NAME + ".xml");
    return new Service(
        "Windows task",
        file,
        "\uFEFF" + content,
        StandardCharsets.UTF_16LE,
        Quoting.xml(command.getFirst()),
        List.of(
            List.of("schtasks", "/Create", "/TN", NAME, "/XML", file.toString(), "/F"),
            List.of("schtasks", "/Run", "/TN", NAME)),
        List.of(
            List.of("schtasks", "/End", "/TN", NAME),
            List.of("schtasks", "/Delete", "/TN", NAME, "/F")),
        List.of("schtasks", "/Query", "/V", "/TN", NAME));
  }
}
