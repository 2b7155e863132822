package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stackunderflow.sync.testing.SmallDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, or can't be written: {@link DiskScenarios}, each in a process of its own.
 */
class DiskIT {

  private static void passes(String scenario, Path folder) throws Exception {
    List<String> alone = SmallDisk.alone();
    assumeFalse(alone.isEmpty(), "this user can't mount anything here");
    var command = new ArrayList<>(alone);
    command.addAll(Service.java(DiskScenarios.class));
    command.addAll(List.of(scenario, folder.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("passed: " + scenario);
  }

  @Test
  void whatDidNotFitIsDoneWhenThereIsRoomAndNothingIsLost(@TempDir Path folder) throws Exception {
    passes("full", folder);
  }

  @Test
  void whatCannotBeWrittenIsSaidAndDoneWhenItCan(@TempDir Path folder) throws Exception {
    passes("readOnly", folder);
  }

  @Test
  void deletionIsFinishedWhenThereIsRoomToRewriteTheFiles(@TempDir Path folder) throws Exception {
    passes("forget", folder);
  }
}
