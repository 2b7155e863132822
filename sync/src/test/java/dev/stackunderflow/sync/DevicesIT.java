package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.RemoveResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listing, renaming and removing devices. */
class DevicesIT extends TwoPushingMachines {

  @Test
  void devicesListShowsHowFarEachHasMerged() throws Exception {
    push(2);
    b.pull();
    b.push();
    push(1);

    List<DeviceInfo> devices = b.sync().devices();

    assertThat(devices).extracting(DeviceInfo::label).containsExactly("work", "laptop");
    assertThat(devices.getFirst().thisDevice()).isTrue();
    assertThat(devices.getFirst().behind()).containsEntry("laptop", 1L);
    assertThat(devices.getLast().events()).isEqualTo(3);
    assertThat(devices.getLast().segments()).isEqualTo(3);
    assertThat(devices.getLast().bytes()).isPositive();
    assertThat(devices.getLast().os()).isNotBlank();
  }

  @Test
  void renamedDeviceHasItsNewNameEverywhere() throws Exception {
    push(1);
    b.pull();
    assertThat(a.sync().rename("  desk\n ")).isEqualTo("desk");
    b.pull();
    assertThat(b.status().devices().getLast().label()).isEqualTo("desk");
    assertThat(b.view(c -> c.report(new DeviceFilter.One("desk"))).total().events()).isEqualTo(1);
    assertThat(a.status().label()).isEqualTo("desk");
    assertThatThrownBy(() -> a.sync().rename(" ")).isInstanceOf(SyncException.Usage.class);
  }

  @Test
  void removedDeviceIsDeletedEverywhereForGood() throws Exception {
    push(2);
    b.append("-p", "two", Lines.user("b1", Lines.at(50), "of b"));
    b.ingest();
    b.push();
    b.pull();
    Machine c = joined("third");
    c.pull();
    assertThat(b.sync().planRemoval("laptop").events()).isEqualTo(2);

    RemoveResult removed = b.sync().remove("laptop");

    assertThat(removed.objects()).isEqualTo(3);
    assertThat(s3.objects().keySet()).noneMatch(k -> k.contains(removed.deviceId()));
    assertThat(b.view(v -> v.report(new DeviceFilter.All())).total().events()).isEqualTo(1);
    assertThat(c.pull().quarantined()).isEmpty();
    assertThat(c.view(v -> v.report(new DeviceFilter.All())).total().events()).isEqualTo(1);
    List<ProjectView> projects = c.view(v -> v.projects(new DeviceFilter.All()));
    assertThat(projects).hasSize(1);
    assertThat(c.pull().requests()).isEqualTo(1);
    assertThat(b.pull().quarantined()).isEmpty();
    push2();
    assertThat(b.pull().events()).isZero();
    assertThat(joined("fourth").pull().events()).isEqualTo(1);
  }

  /** The removed device pushes on: it is refused, or learns that it was removed. */
  private void push2() throws Exception {
    assertThatThrownBy(() -> push(1)).isInstanceOf(SyncException.class);
    a.pull();
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("revoked");
  }
}
