package dev.stackunderflow.sync.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of a few megabytes that can be filled and made read-only: a tmpfs. It is for a process
 * that runs under {@link #alone}, and goes with it.
 */
public final class SmallDisk {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final long PAGE_BYTES = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * The words before a command that let it mount what nobody else sees.
   *
   * @return nothing where this user can't do that here: it takes Linux, and root or user namespaces
   */
  public static List<String> alone() throws InterruptedException {
    for (List<String> words : List.of(List.of("unshare", "-m"), List.of("unshare", "-Urm"))) {
      var trial = new ArrayList<>(words);
      trial.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
      try {
        run(trial);
        return words;
      } catch (IOException e) {
        // there is no such command, or it may not: the next one
      }
    }
    return List.of();
  }

  /** Mounts one on an empty folder. */
  public static SmallDisk mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    String options = "mode=0700,size=" + megabytes + "m";
    run(List.of("mount", "-t", "tmpfs", "-o", options, "none", folder.toString()));
    return new SmallDisk(folder);
  }

  /** Fills it until only so much is free, to the page. */
  public void leave(long bytes) throws IOException {
    makeRoom();
    long fill = folder.toFile().getUsableSpace() - bytes / PAGE_BYTES * PAGE_BYTES;
    var zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
    try (var file =
        FileChannel.open(filler(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (fill > 0) {
        fill -= file.write(zeros.clear().limit((int) Math.min(fill, CHUNK_BYTES)));
      }
    }
  }

  /** Takes away what filled it. */
  public void makeRoom() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Lets nobody write, or everybody again; no file of it may be open. */
  public void readOnly(boolean isReadOnly) throws IOException, InterruptedException {
    run(List.of("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", folder.toString()));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said);
    }
  }
}
