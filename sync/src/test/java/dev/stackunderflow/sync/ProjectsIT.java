package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.report.Grouping;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ProjectGroupView;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.decision.ProjectLinks;
import dev.stackunderflow.core.time.TimeWindow;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same repository on several machines is one project. */
class ProjectsIT extends TwoMachines {

  private void work(Machine machine, String slug, String cwd, String session, int second)
      throws Exception {
    machine.append(
        slug,
        session,
        Lines.user(session + second, Lines.at(second), "words of " + session)
            .replace("/home/me/src/app", cwd));
    machine.ingest();
  }

  private static List<String> names(Machine machine) throws Exception {
    return machine.view(
        c -> c.projectGroups(new DeviceFilter.All()).stream().map(ProjectGroupView::name).toList());
  }

  private void syncAll() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (Machine machine : List.of(a, b)) {
        machine.pull();
        machine.push();
      }
    }
  }

  @Test
  void sameFolderUnderTwoHomesIsOneProject() throws Exception {
    work(a, "-Users-x-src-app", "/Users/x/src/app", "one", 1);
    work(b, "-home-y-src-app", "/home/y/src/app", "two", 2);
    work(b, "-home-y-other", "/home/y/other", "three", 3);
    syncAll();
    for (Machine machine : List.of(a, b)) {
      assertThat(names(machine)).containsExactly("~/other", "~/src/app");
      ProjectGroupView app = machine.view(c -> c.projectGroups(new DeviceFilter.All())).getLast();
      assertThat(app.sessions()).isEqualTo(2);
      assertThat(app.events()).isEqualTo(2);
      assertThat(app.members())
          .extracting(ProjectView::slug)
          .containsExactlyInAnyOrder("-Users-x-src-app", "-home-y-src-app");
      Report.Group row = machine.report(Grouping.PROJECT).getFirst();
      Report.Project project = (Report.Project) row.subject();
      assertThat(project.name()).isEqualTo("~/src/app");
      assertThat(row.counts().events()).isEqualTo(2);
      assertThat(row.counts().sessions()).isEqualTo(2);
      assertThat(project.members())
          .extracting(part -> ((Report.Part) part.subject()).slug() + part.counts().events())
          .containsExactlyInAnyOrder("-Users-x-src-app1", "-home-y-src-app1");
      assertThat(machine.report(Grouping.PROJECT)).hasSize(2);
    }
    var query =
        new SearchQuery(
            List.of("words"),
            new ViewFilter(new DeviceFilter.All(), "-home-y-src-app", null, TimeWindow.ALL),
            null,
            9);
    int hits = a.view(c -> c.search(query).size());
    assertThat(hits).as("of the whole project").isEqualTo(2);
  }

  @Test
  void linkedProjectsAreLinkedAndUnlinkedOnAllMachines() throws Exception {
    work(a, "-Users-x-src-app", "/Users/x/src/app", "one", 1);
    work(b, "-srv-app-copy", "/srv/app-copy", "two", 2);
    syncAll();
    assertThat(names(a)).containsExactly("/srv/app-copy", "~/src/app");
    new ProjectLinks(a.home(), clock).link("/srv/app-copy", "~/src/app");
    assertThat(names(a)).containsExactly("~/src/app");
    a.push();
    b.pull();
    assertThat(names(b)).containsExactly("~/src/app");
    assertThat(new ProjectLinks(b.home(), clock).unlink("/srv/app-copy", List.of()))
        .containsExactly("~/src/app");
    syncAll();
    assertThat(names(a)).containsExactly("/srv/app-copy", "~/src/app");
    assertThat(names(b)).containsExactly("/srv/app-copy", "~/src/app");
    assertThat(a.push().requests()).isZero();
  }

  @Test
  void sessionOnTwoMachinesCountsOnceInItsProject() throws Exception {
    work(a, "-Users-x-src-app", "/Users/x/src/app", "one", 1);
    work(b, "-home-y-src-app", "/home/y/src/app", "one", 2);
    syncAll();
    ProjectGroupView app = a.view(c -> c.projectGroups(new DeviceFilter.All())).getFirst();
    assertThat(app.sessions()).isEqualTo(1);
    assertThat(app.events()).isEqualTo(2);
  }
}
