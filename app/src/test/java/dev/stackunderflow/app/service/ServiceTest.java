package dev.stackunderflow.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What each system is given to run continuous sync. */
class ServiceTest {

  private static final Launch LAUNCH =
      new Launch(
          List.of("/opt/my tools/100% $new/stackunderflow", "sync", "auto", "--foreground"),
          Map.of("STACKUNDERFLOW_HOME", "/home/ada/it's <here> & \"there\""),
          Path.of("/home/ada/it's here/service.env"),
          Path.of("/home/ada"),
          Path.of("/home/ada/.config"),
          "1000");

  @Test
  void systemdIsGivenAUserUnit() {
    Service service = Service.of("Linux", LAUNCH);
    assertThat(service.file())
        .isEqualTo(Path.of("/home/ada/.config/systemd/user/stackunderflow-sync.service"));
    assertThat(service.content().lines())
        .contains(
            "ExecStart=\"/opt/my tools/100%% $$new/stackunderflow\" \"sync\" \"auto\""
                + " \"--foreground\"",
            "Environment=\"STACKUNDERFLOW_HOME=/home/ada/it's <here> & \\\"there\\\"\"",
            "EnvironmentFile=-/home/ada/it's here/service.env",
            "SuccessExitStatus=143",
            "WantedBy=default.target");
    assertThat(service.install().getLast())
        .containsExactly("systemctl", "--user", "enable", "--now", "stackunderflow-sync.service");
    assertThat(service.uninstall().getFirst()).contains("disable", "--now");
  }

  @Test
  void systemdUnderstandsTheUnit(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd is not here");
    Path program = Files.writeString(folder.resolve("stackunderflow"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    var launch =
        new Launch(
            List.of(program.toString(), "sync", "auto", "--foreground"),
            Map.of("STACKUNDERFLOW_HOME", "/home/ada/a b"),
            folder.resolve("service.env"),
            folder,
            folder,
            "1000");
    Service service = Service.of("Linux", launch);
    Files.createDirectories(service.file().getParent());
    Files.writeString(service.file(), service.content());
    var builder =
        new ProcessBuilder("systemd-analyze", "verify", "--user", service.file().toString())
            .redirectErrorStream(true);
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said.lines().filter(line -> line.contains("stackunderflow-sync"))).isEmpty();
  }

  @Test
  void launchdIsGivenAnAgent() throws Exception {
    Service service = Service.of("Mac OS X", LAUNCH);
    assertThat(service.file())
        .isEqualTo(Path.of("/home/ada/Library/LaunchAgents/dev.stackunderflow.sync.plist"));
    Document plist = xml(service.content().replaceAll("<!DOCTYPE[^>]*>", ""));
    var strings = plist.getElementsByTagName("string");
    assertThat(strings.item(0).getTextContent()).isEqualTo("dev.stackunderflow.sync");
    assertThat(strings.item(3).getTextContent())
        .isEqualTo(
            "set -a; [ -r '/home/ada/it'\\''s here/service.env' ] && . '/home/ada/it'\\''s"
                + " here/service.env'; exec '/opt/my tools/100% $new/stackunderflow' 'sync' 'auto'"
                + " '--foreground'");
    assertThat(strings.item(4).getTextContent()).isEqualTo("/home/ada/it's <here> & \"there\"");
    assertThat(service.install().getFirst())
        .containsExactly("launchctl", "bootstrap", "gui/1000", service.file().toString());
    assertThat(service.uninstall().getFirst())
        .containsExactly("launchctl", "bootout", "gui/1000/dev.stackunderflow.sync");
  }

  @Test
  void windowsIsGivenATask() throws Exception {
    var launch =
        new Launch(
            List.of("C:\\Program Files\\jdk\\bin\\java.exe", "-cp", "C:\\my tools\\lib\\*", "Main"),
            Map.of(),
            Path.of("/users/ada/service.env"),
            Path.of("/users/ada"),
            Path.of("/users/ada"),
            "DESK\\ada");
    Service service = Service.of("Windows 11", launch);
    byte[] bytes = service.content().getBytes(service.charset());
    assertThat(bytes).as("a byte order mark").startsWith(0xff, 0xfe);
    Document task =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes));
    assertThat(task.getElementsByTagName("Command").item(0).getTextContent())
        .isEqualTo("C:\\Program Files\\jdk\\bin\\java.exe");
    assertThat(task.getElementsByTagName("Arguments").item(0).getTextContent())
        .isEqualTo("-cp \"C:\\my tools\\lib\\*\" Main");
    assertThat(task.getElementsByTagName("UserId").item(0).getTextContent()).isEqualTo("DESK\\ada");
    assertThat(service.install().getFirst()).contains("schtasks", "/Create", "/XML");
    assertThat(service.uninstall().getLast()).contains("/Delete");
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }
}
