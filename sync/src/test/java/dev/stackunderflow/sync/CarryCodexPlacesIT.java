package dev.stackunderflow.sync;

import static dev.stackunderflow.sync.Rollouts.THREAD;
import static dev.stackunderflow.sync.Rollouts.log;
import static dev.stackunderflow.sync.Rollouts.message;
import static dev.stackunderflow.sync.Rollouts.ordinals;
import static dev.stackunderflow.sync.Rollouts.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.stackunderflow.core.carry.CarryPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Codex logs that are compressed or archived on the machine that a session is carried to. */
@Timeout(120)
class CarryCodexPlacesIT extends CarriedRollouts {

  @Test
  void linesAreAppendedToACompressedLogWhichBecomesAPlainOne() throws Exception {
    write(log(a, THREAD), codex.meta(THREAD, 0, 0, ""), message(1, 1, "first"));
    sync();
    carryCodex(b, THREAD);
    sync();
    Path plain = log(b, THREAD);
    Path compressed = plain.resolveSibling(plain.getFileName() + ".zst");
    try (var out = new ZstdOutputStream(Files.newOutputStream(compressed))) {
      out.write(Files.readAllBytes(plain));
    }
    Files.delete(plain);
    sync();
    assertThat(carryCodex(b, THREAD).missing()).isZero();
    assertThat(plain).doesNotExist();
    write(log(a, THREAD), message(2, 2, "more"));
    sync();
    carryCodex(b, THREAD);
    assertThat(ordinals(plain)).containsExactly(0, 1, 2);
    assertThat(compressed).doesNotExist();
    sync();
    assertThat(totals(b)).isEqualTo(totals(a));
    assertThat(totals(b).events()).isEqualTo(2);
  }

  @Test
  void anArchivedSessionIsSaidToBeOne() throws Exception {
    write(log(a, THREAD), codex.meta(THREAD, 0, 0, ""), message(1, 1, "first"));
    sync();
    carryCodex(b, THREAD);
    Path archive = Files.createDirectories(b.folder().resolve(".codex/archived_sessions"));
    Files.move(log(b, THREAD), archive.resolve(log(b, THREAD).getFileName()));
    String history = Files.readString(log(a, THREAD));
    write(log(a, THREAD), message(2, 2, "more"));
    write(log(a, SECOND), codex.metaBehind(THREAD, 10, THREAD, history, ""));
    sync();
    CarryPlan plan = carryCodex(b, THREAD);
    assertThat(plan.notes()).anyMatch(note -> note.contains("codex unarchive " + THREAD));
    assertThat(plan.files()).hasSize(2);
    Path real = archive.toRealPath();
    assertThat(plan.files()).allMatch(file -> file.path().startsWith(real));
    assertThat(
            new String(Files.readAllBytes(plan.files().getFirst().path()), StandardCharsets.UTF_8))
        .contains("more");
  }
}
