package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.Carrier;
import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions of a current Codex, whose lines are numbered. */
@Timeout(120)
class CarryCodexIT extends CarriedSession {

  private static final String THREAD = "019d56b2-65f4-74c1-a846-bb513cf94e0f";
  private static final Pattern ORDINAL = Pattern.compile("\"ordinal\":([0-9]+)");

  private static Path log(Machine machine, String id) {
    return machine
        .folder()
        .resolve(".codex/sessions/2026/11/01/rollout-2026-11-01T00-00-00-" + id + ".jsonl");
  }

  private static String meta(String id, int ordinal, String more) {
    return """
        {"timestamp":"2026-11-01T00:00:00.500Z","ordinal":%d,"type":"session_meta","payload":\
        {"id":"%s","timestamp":"2026-11-01T00:00:00.400Z","cwd":"%s","history_mode":"paginated"%s}}
        """
        .formatted(ordinal, id, THERE, more);
  }

  private static String message(int second, int ordinal, String text) {
    return """
        {"timestamp":"2026-11-01T00:00:%02d.000Z","ordinal":%d,"type":"response_item","payload":\
        {"type":"message","role":"user","content":[{"type":"input_text","text":"%s"}]}}
        """
        .formatted(second, ordinal, text);
  }

  private static void write(Path log, String text) throws Exception {
    Files.createDirectories(log.getParent());
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static CarryPlan carryCodex(Machine machine, String id) throws Exception {
    try (Store store = Store.open(machine.home().store());
        UnionView view = UnionView.open(machine.home(), store);
        var carrier = new Carrier(view, machine.env(), ZoneOffset.UTC)) {
      CarryPlan plan = carrier.plan(new SessionFiles(view).find(id).getFirst(), null);
      carrier.write(plan);
      return plan;
    }
  }

  private static List<Integer> ordinals(Path log) throws Exception {
    return ORDINAL
        .matcher(Files.readString(log))
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  @Test
  void linesBehindOthersContinueTheirNumbers() throws Exception {
    write(log(a, THREAD), meta(THREAD, 0, "") + message(1, 1, "first"));
    sync();
    CarryPlan plan = carryCodex(b, THREAD);
    assertThat(plan.ifNotListed()).contains("open it by its id: codex resume " + THREAD);
    assertThat(ordinals(log(b, THREAD))).containsExactly(0, 1);
    write(log(a, THREAD), message(11, 2, "on the laptop") + message(12, 3, "more"));
    write(log(b, THREAD), message(13, 2, "at work") + message(14, 3, "more at work"));
    sync();
    assertThat(carryCodex(b, THREAD).missing()).isEqualTo(2);
    assertThat(ordinals(log(b, THREAD))).containsExactly(0, 1, 2, 3, 4, 5);
    sync();
    assertThat(carryCodex(b, THREAD).missing()).isZero();
    assertThat(totals(a).events()).isEqualTo(5);
    assertThat(totals(a)).isEqualTo(totals(b));
  }

  @Test
  void aForkIsRefusedBecauseItsHistoryIsInAnotherLog() throws Exception {
    String fork = "019d56b2-0000-74c1-a846-bb513cf94e0f";
    String parent = meta(THREAD, 0, "") + message(1, 1, "first");
    write(log(a, THREAD), parent);
    write(
        log(a, fork),
        meta(
                fork,
                2,
                ",\"history_base\":{\"thread_id\":\"%s\",\"end_ordinal_exclusive\":2,\"end_byte_offset\":%d}"
                    .formatted(THREAD, parent.length()))
            + message(20, 3, "in the fork"));
    sync();
    assertThatThrownBy(() -> carryCodex(b, fork))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("from the log of session " + THREAD)
        .hasMessageContaining("Nothing was written");
    assertThat(log(b, fork)).doesNotExist();
  }
}
