package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.DiskReplay.Loss;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Wherever the power fails, the next command continues: nothing is lost or doubled, no device
 * appears that is none, all devices see the same. strace records what a command does to files;
 * {@link DiskReplay} makes what the disk holds after a power cut of it. The bucket is another
 * machine's: it keeps everything.
 */
class PowerCutIT extends InterruptedCommandsFixture {

  /** Of each command and kind of loss in each build; all with -Dstackunderflow.kills=true. */
  private static final int CUTS = 3;

  private static final boolean ALL = Boolean.getBoolean("stackunderflow.kills");

  @Override
  void interruptEverywhere(Machine machine, Again again, String... command) throws Exception {
    String name = String.join(" ", command);
    copy(folder, template);
    int exitCode =
        traced(
            machine,
            List.of(
                "-y",
                "-xx",
                "-s",
                "100000000",
                "-e",
                "trace=" + FileCall.TRACED,
                "-e",
                "status=successful"),
            command);
    assertThat(exitCode).as(name + Files.readString(folder.resolveSibling("err.txt"))).isZero();
    List<FileCall> calls = FileCall.read(trace(), folder);
    replayWithoutACutIsWhatIsThere(calls);
    int cuts = 0;
    Set<String> states = new HashSet<>();
    delete(folder);
    copy(template, folder);
    DiskReplay disk = DiskReplay.of(folder);
    List<Integer> points = points(calls);
    for (int i = 1; i <= calls.size(); i++) {
      apply(disk, calls.get(i - 1));
      for (Loss loss : Loss.values()) {
        if (!(ALL ? points : some(points, loss)).contains(i)) {
          continue;
        }
        cuts++;
        DiskState left = disk.after(loss, new Random(i));
        if (!states.add(left.hash())) {
          continue; // the same as after an earlier cut
        }
        delete(folder);
        left.writeTo(folder);
        String what =
            "%s, power cut after call %d of %d, lost %s".formatted(name, i, calls.size(), loss);
        again.run(what);
        goOn(what);
      }
    }
    if (ALL) {
      System.out.printf("%s: %d power cuts, %d states of the disk%n", name, cuts, states.size());
    }
  }

  private void apply(DiskReplay disk, FileCall call) {
    disk.apply(call);
    Stream.of("bucket", OTHER_BUCKET)
        .map(folder::resolve)
        .filter(bucket -> call.path().startsWith(bucket) || call.target().startsWith(bucket))
        .forEach(disk::keepAll);
  }

  /** The replay itself is right: without a cut it makes exactly the files that the command made. */
  private void replayWithoutACutIsWhatIsThere(List<FileCall> calls) throws Exception {
    Path after = folder.resolveSibling("after");
    copy(folder, after);
    delete(folder);
    copy(template, folder);
    DiskReplay disk = DiskReplay.of(folder);
    calls.forEach(disk::apply);
    disk.keepAll(folder);
    delete(folder);
    disk.after(Loss.ALL, new Random(0)).writeTo(folder);
    try (var files = Files.walk(after)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path replayed = folder.resolve(after.relativize(file));
        if (!file.toString().endsWith("-shm")) { // written through memory, and made again
          assertThat(Files.readAllBytes(replayed))
              .as(replayed.toString())
              .isEqualTo(Files.readAllBytes(file));
        }
      }
    }
    delete(after);
  }

  /** After each call that makes something durable, and between them. */
  private static List<Integer> points(List<FileCall> calls) {
    List<Integer> points = new ArrayList<>();
    for (int i = 1; i <= calls.size(); i++) {
      FileCall.Kind kind = calls.get(i - 1).kind();
      if (kind != FileCall.Kind.APPEND || i % 10 == 0) {
        points.add(i);
      }
    }
    return points;
  }

  private static List<Integer> some(List<Integer> points, Loss loss) {
    var random = new Random(loss.name().hashCode());
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < CUTS; i++) {
      some.add(points.get(random.nextInt(points.size())));
    }
    return some;
  }
}
