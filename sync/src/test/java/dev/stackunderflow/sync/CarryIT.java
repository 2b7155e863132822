package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One session begun on the laptop, carried to the work machine, and gone on with on both. */
class CarryIT extends CarriedSession {

  @Test
  void carriedLogDiffersOnlyInItsWorkingDirectory() throws Exception {
    beginOnTheLaptop();
    CarryPlan plan = carry(b, null);
    Path log = b.log(slug(here), ID);
    assertThat(plan.files()).singleElement().extracting(CarryPlan.LogFile::path).isEqualTo(log);
    assertThat(Files.readString(log))
        .isEqualTo(
            Files.readString(a.log(SLUG_THERE, ID))
                .replace("\"cwd\":\"" + THERE + "\",\"sess", "\"cwd\":\"" + here + "\",\"sess")
                .replace("\"cwd\":\"" + THERE + "/docs\"", "\"cwd\":\"" + here + "/docs\""))
        .contains("look at /home/me/src/app/gauge.py")
        .contains("{\"cwd\":\"/home/me/src/app\"}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
    try (Stream<Path> beside = Files.list(log.getParent())) {
      assertThat(beside).containsExactly(log);
    }
    assertThat(plan.mapped())
        .containsExactly(java.util.Map.entry(new CarryPlan.Mapping(THERE, here.toString()), 3L));
    assertThat(plan.folder()).isEqualTo(here);
    assertThat(plan.devices()).containsExactly("laptop");
    assertThat(plan.rewritten()).isEmpty();
    assertThat(plan.resume()).isEqualTo("claude --resume " + ID);
  }

  @Test
  void carriedSessionCountsOnceOnBothMachines() throws Exception {
    beginOnTheLaptop();
    Report.Counts before = totals(a);
    carry(b, null);
    sync();
    bothSee("look at /home/me/src/app/gauge.py", "a rain gauge", "and the docs");
    assertThat(totals(a)).isEqualTo(before);
  }

  @Test
  void sessionContinuedOnBothMachinesStaysOne() throws Exception {
    beginOnTheLaptop();
    carry(b, null);
    sync();
    goOnOnBoth(SLUG_THERE, Path.of(THERE), here);
    sync();
    bothSee(
        "look at /home/me/src/app/gauge.py",
        "a rain gauge",
        "and the docs",
        "more on the laptop",
        "more at work",
        "laptop's answer",
        "work's answer");
    assertThat(totals(a).tokens().output()).isEqualTo(50 + 60 + 70);
    List<Report.Group> rows = a.report(Grouping.SESSION);
    assertThat(rows).singleElement().extracting(Report.Group::counts).isEqualTo(totals(a));
    assertThat(((Report.Session) rows.getFirst().subject()).members())
        .extracting(part -> ((Report.Part) part.subject()).deviceLabel())
        .containsExactlyInAnyOrder("laptop", "work");
  }

  @Test
  void sessionStaysOneIfTheProjectPathIsTheSame() throws Exception {
    Path shared = Files.createDirectories(folder.resolve("work space/app")).toRealPath();
    a.append(slug(shared), ID, Stream.of(begun()).map(l -> in(shared, l)).toArray(String[]::new));
    a.ingest();
    a.push();
    b.pull();
    CarryPlan plan = carry(b, null);
    assertThat(plan.mapped()).isEmpty();
    assertThat(b.log(slug(shared), ID)).hasSameBinaryContentAs(a.log(slug(shared), ID));
    sync();
    goOnOnBoth(slug(shared), shared, shared);
    sync();
    bothSee(
        "look at /home/me/src/app/gauge.py",
        "a rain gauge",
        "and the docs",
        "more on the laptop",
        "more at work",
        "laptop's answer",
        "work's answer");
  }
}
