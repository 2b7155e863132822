package dev.stackunderflow.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.auto.AutoSettings;
import dev.stackunderflow.app.auto.AutoState;
import dev.stackunderflow.app.auto.AutoView;
import dev.stackunderflow.app.service.Launch;
import dev.stackunderflow.app.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What doctor says of continuous sync. */
class ServiceChecksTest {

  @TempDir private Path home;

  private Service service(String os, String program) {
    return Service.of(
        os,
        new Launch(
            List.of(program, "sync", "auto", "--foreground"),
            Map.of(),
            home.resolve("service.env"),
            home,
            home.resolve(".config"),
            "1000"));
  }

  private void install(Service service) throws Exception {
    Files.createDirectories(service.file().getParent());
    Files.writeString(service.file(), service.content(), service.charset());
  }

  private List<Finding> findings(Service service, boolean isOn, Optional<AutoState.Written> running)
      throws Exception {
    var settings = new AutoSettings(isOn, Duration.ofMinutes(5), 1000);
    return new ServiceChecks(service, "2.0.0").run(new AutoView(settings, running));
  }

  private static Optional<AutoState.Written> running(String version) {
    var state =
        new AutoState(
            AutoState.Kind.WATCHING,
            null,
            Instant.EPOCH,
            null,
            null,
            Duration.ofMinutes(5),
            null,
            false);
    return Optional.of(new AutoState.Written(1, Instant.EPOCH, version, state));
  }

  @Test
  void oneThatRunsAsThisVersionIsFine() throws Exception {
    Service service = service("Linux", "/opt/stackunderflow");
    install(service);
    assertThat(findings(service, true, running("2.0.0")))
        .singleElement()
        .matches(finding -> finding.state() == Finding.State.OK);
  }

  /** After an update: the process keeps the program that it was started as. */
  @Test
  void oneThatRunsAsAnotherVersionIsNamed() throws Exception {
    Service service = service("Linux", "/opt/stackunderflow");
    Finding started = findings(service, true, running("1.9.0")).getFirst();
    assertThat(started.state()).isEqualTo(Finding.State.NOTE);
    assertThat(started.message()).contains("version 1.9.0", "this is 2.0.0");
    assertThat(started.next()).contains("start it again");
    install(service);
    assertThat(findings(service, true, running("1.9.0")).getFirst().next()).contains("--install");
  }

  @Test
  void oneThatShouldRunIsAProblemWithTheCommandThatSaysWhy() throws Exception {
    Service service = service("Linux", "/opt/stackunderflow");
    Finding without = findings(service, true, Optional.empty()).getFirst();
    assertThat(without.state()).isEqualTo(Finding.State.PROBLEM);
    assertThat(without.next()).contains("sync auto --install");
    install(service);
    assertThat(findings(service, true, Optional.empty()).getFirst().next())
        .endsWith("systemctl --user status stackunderflow-sync.service");
  }

  @Test
  void oneThatIsInstalledAndOffIsSaid() throws Exception {
    Service service = service("Linux", "/opt/stackunderflow");
    install(service);
    assertThat(findings(service, false, Optional.empty()).getFirst().message())
        .contains("although its service is installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Linux", "Mac OS X", "Windows 11"})
  void oneOfACopyThatWasMovedIsNamed(String os) throws Exception {
    install(service(os, "/home/ada/old clone/stackunderflow"));
    Service here = service(os, "/opt/it's/stackunderflow");
    assertThat(findings(here, false, Optional.empty()))
        .anyMatch(finding -> finding.message().contains("starts another copy"));
    install(here);
    assertThat(findings(here, false, Optional.empty())).hasSize(1);
  }
}
