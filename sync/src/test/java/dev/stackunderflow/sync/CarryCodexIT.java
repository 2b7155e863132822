package dev.stackunderflow.sync;

import static dev.stackunderflow.sync.Rollouts.FORK;
import static dev.stackunderflow.sync.Rollouts.THREAD;
import static dev.stackunderflow.sync.Rollouts.before;
import static dev.stackunderflow.sync.Rollouts.log;
import static dev.stackunderflow.sync.Rollouts.message;
import static dev.stackunderflow.sync.Rollouts.ordinals;
import static dev.stackunderflow.sync.Rollouts.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.agent.codex.HistoryBase;
import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions of a current Codex, whose lines are numbered. */
@Timeout(120)
class CarryCodexIT extends CarriedRollouts {

  private static HistoryBase base(Path log) throws Exception {
    return HistoryBase.of(Files.readAllLines(log).getFirst()).orElseThrow();
  }

  /** A thread of which the fork has the first two lines. */
  private String parentAndFork() throws Exception {
    String history = codex.meta(THREAD, 0, 0, "") + message(1, 1, "first");
    write(log(a, THREAD), history, message(2, 2, "second"));
    write(
        log(a, FORK),
        codex.metaBehind(FORK, 20, THREAD, history, ",\"forked_from_id\":\"" + THREAD + "\""),
        message(21, 3, "in the fork"));
    sync();
    return history;
  }

  @Test
  void linesBehindOthersContinueTheirNumbers() throws Exception {
    write(log(a, THREAD), codex.meta(THREAD, 0, 0, ""), message(1, 1, "first"));
    sync();
    CarryPlan plan = carryCodex(b, THREAD);
    assertThat(plan.notes())
        .singleElement()
        .asString()
        .contains("open it by its id: codex resume " + THREAD);
    assertThat(ordinals(log(b, THREAD))).containsExactly(0, 1);
    write(log(a, THREAD), message(11, 2, "on the laptop"), message(12, 3, "more"));
    write(log(b, THREAD), message(13, 2, "at work"), message(14, 3, "more at work"));
    sync();
    assertThat(carryCodex(b, THREAD).missing()).isEqualTo(2);
    assertThat(ordinals(log(b, THREAD))).containsExactly(0, 1, 2, 3, 4, 5);
    sync();
    assertThat(carryCodex(b, THREAD).missing()).isZero();
    assertThat(totals(a).events()).isEqualTo(5);
    assertThat(totals(a)).isEqualTo(totals(b));
  }

  @Test
  void aForkIsCarriedWithItsParentAndItsOffsetNamesTheSameLinesEnd() throws Exception {
    String history = parentAndFork();
    CarryPlan plan = carryCodex(b, FORK);
    assertThat(plan.files())
        .extracting(file -> file.session().sessionId())
        .containsExactly(FORK, THREAD);
    HistoryBase end = base(log(b, FORK));
    assertThat(before(log(b, THREAD), Math.toIntExact(end.endOffset())))
        .isEqualTo(history.replace(there.toString(), here.toString()));
    assertThat(end.endOffset()).isNotEqualTo(history.length());
    assertThat(end.endOrdinal()).isEqualTo(2);
    assertThat(ordinals(log(b, FORK))).containsExactly(2, 3);
    assertThat(carryCodex(b, FORK).missing()).as("before it was ingested").isZero();
    assertThat(carryCodex(b, THREAD).missing()).isZero();
    sync();
    assertThat(carryCodex(b, FORK).missing()).isZero();
    assertThat(carryCodex(a, FORK).missing()).isZero();
    assertThat(totals(a).events()).isEqualTo(3);
    assertThat(totals(a)).isEqualTo(totals(b));
  }

  @Test
  void aForkContinuesOnBothMachinesWithoutANumberTwice() throws Exception {
    parentAndFork();
    carryCodex(b, FORK);
    write(log(a, FORK), message(31, 4, "on the laptop"));
    write(log(b, FORK), message(32, 4, "at work"));
    sync();
    assertThat(carryCodex(b, FORK).missing()).isEqualTo(1);
    assertThat(carryCodex(a, FORK).missing()).isEqualTo(1);
    assertThat(ordinals(log(a, FORK))).containsExactly(2, 3, 4, 5);
    assertThat(ordinals(log(b, FORK))).containsExactly(2, 3, 4, 5);
  }

  @Test
  void aSecondForkIsCarriedAfterTheFirstBroughtTheirParent() throws Exception {
    parentAndFork();
    String other = "019d56b2-bbbb-74c1-a846-bb513cf94e0f";
    write(
        log(a, other),
        codex.metaBehind(other, 30, THREAD, Files.readString(log(a, THREAD)), ""),
        message(31, 4, "in the other fork"));
    sync();
    carryCodex(b, FORK);
    assertThat(carryCodex(b, other).missing()).isEqualTo(2);
    assertThat(before(log(b, THREAD), Math.toIntExact(base(log(b, other)).endOffset())))
        .isEqualTo(Files.readString(log(b, THREAD)));
  }

  @Test
  void aForkOfAForkIsCarriedWithBoth() throws Exception {
    parentAndFork();
    String grandchild = "019d56b2-aaaa-74c1-a846-bb513cf94e0f";
    write(
        log(a, grandchild),
        codex.metaBehind(grandchild, 40, FORK, Files.readString(log(a, FORK)), ""),
        message(41, 5, "in the fork of the fork"));
    sync();
    carryCodex(b, grandchild);
    String fork = Files.readString(log(b, FORK));
    assertThat(before(log(b, FORK), Math.toIntExact(base(log(b, grandchild)).endOffset())))
        .isEqualTo(fork);
    assertThat(before(log(b, THREAD), Math.toIntExact(base(log(b, FORK)).endOffset())))
        .endsWith("\"text\":\"first\"}]}}\n");
  }

  @Test
  void allRolloutsOfARevertedThreadAreCarriedUnderTheirNames() throws Exception {
    // A digit less here, where the folder's name is shorter: the line with the offset is shorter
    // too.
    String begin = codex.meta(THREAD, 0, 0, "");
    int filler = 1002 - begin.length() - message(1, 1, "").length();
    String history = begin + message(1, 1, "x".repeat(filler));
    write(log(a, THREAD), history, message(2, 2, "taken back"));
    String second =
        codex.metaBehind(THREAD, 10, THREAD, history, "") + message(11, 3, "another way");
    write(log(a, SECOND), second);
    write(
        log(a, FORK),
        codex.metaBehind(FORK, 20, SECOND_ID, second, ",\"forked_from_id\":\"" + THREAD + "\""),
        message(21, 5, "in the fork"));
    sync();
    assertThat(carryCodex(b, FORK).files()).hasSize(3);
    for (String log : List.of(THREAD, SECOND, FORK)) {
      assertThat(ordinals(log(b, log))).as(log).isEqualTo(ordinals(log(a, log)));
    }
    assertThat(log(b, THREAD)).content().contains("taken back");
    assertThat(base(log(b, SECOND)).rolloutId()).isEqualTo(THREAD);
    assertThat(before(log(b, THREAD), Math.toIntExact(base(log(b, SECOND)).endOffset())))
        .isEqualTo(history.replace(there.toString(), here.toString()));
    assertThat(base(log(b, FORK)).rolloutId()).isEqualTo(SECOND_ID);
    assertThat(before(log(b, SECOND), Math.toIntExact(base(log(b, FORK)).endOffset())))
        .isEqualTo(Files.readString(log(b, SECOND)));
    sync();
    assertThat(carryCodex(b, THREAD).missing()).isZero();
    assertThat(totals(a)).isEqualTo(totals(b));
  }

  @Test
  void aRevertOnTheOtherMachineIsCarriedBack() throws Exception {
    String history = codex.meta(THREAD, 0, 0, "") + message(1, 1, "first");
    write(log(a, THREAD), history, message(2, 2, "taken back"));
    sync();
    carryCodex(b, THREAD);
    String mapped = history.replace(there.toString(), here.toString());
    write(
        log(b, SECOND),
        new Rollouts(here).metaBehind(THREAD, 10, THREAD, mapped, ""),
        message(11, 3, "at work"));
    sync();
    assertThat(carryCodex(a, THREAD).missing()).isEqualTo(2);
    assertThat(base(log(a, SECOND)).endOffset()).isEqualTo(history.length());
    sync();
    assertThat(carryCodex(b, THREAD).missing()).isZero();
    assertThat(shownTexts(a)).containsExactly("first", "at work");
    assertThat(shownTexts(b)).containsExactly("first", "at work");
  }

  private static List<String> shownTexts(Machine machine) throws Exception {
    return machine.view(
        catalog ->
            catalog.show(THREAD, new DeviceFilter.All()).getFirst().events().stream()
                .filter(event -> event.role().equals("user") && !event.superseded())
                .map(EventView::contentText)
                .toList());
  }

  @Test
  void aForkIsRefusedWhereItsParentBeginsWithOtherLinesHere() throws Exception {
    write(log(a, THREAD), codex.meta(THREAD, 0, 0, ""), message(1, 1, "first"));
    sync();
    carryCodex(b, THREAD);
    write(log(b, THREAD), message(2, 2, "at work"));
    write(log(a, THREAD), message(3, 2, "on the laptop"));
    write(
        log(a, FORK),
        codex.metaBehind(FORK, 20, THREAD, Files.readString(log(a, THREAD)), ""),
        message(21, 4, "in the fork"));
    sync();
    String parent = Files.readString(log(b, THREAD));
    assertThatThrownBy(() -> carryCodex(b, FORK))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("would not begin with the same lines")
        .hasMessageContaining("Nothing was written");
    assertThat(log(b, FORK)).doesNotExist();
    assertThat(log(b, THREAD)).hasContent(parent);
  }

  @Test
  void aForkIsRefusedWhereNoDeviceHasItsParent() throws Exception {
    String history = codex.meta(THREAD, 0, 0, "") + message(1, 1, "first");
    write(
        log(a, FORK),
        codex.metaBehind(FORK, 20, THREAD, history, ""),
        message(21, 3, "in the fork"));
    sync();
    assertThatThrownBy(() -> carryCodex(b, FORK))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("in another log, " + THREAD)
        .hasMessageContaining("Nothing was written");
    assertThat(log(b, FORK)).doesNotExist();
  }
}
