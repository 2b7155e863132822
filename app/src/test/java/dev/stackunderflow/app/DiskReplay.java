package dev.stackunderflow.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a disk holds after a power cut. Replays the calls that a process made, and keeps apart what
 * the disk must have kept (what was synced) and what it may have lost.
 *
 * <p>The model is that of ext4 and xfs: {@code fsync} of a file keeps its content and its name;
 * {@code fsync} of a folder keeps all of its names. Whatever was done after that may be lost in
 * part, in any combination.
 */
final class DiskReplay {

  /** What the disk keeps of what was not synced. */
  enum Loss {
    /** Nothing. */
    ALL,
    /** Names of files, but not their content: a journal that is ahead of the data. */
    CONTENT,
    /** A random part of it, page by page. */
    SOME
  }

  private static final int PAGE = 4096;

  /** A file's content: as processes see it, and as the disk surely has it. */
  private static final class Inode {
    byte[] now;
    byte[] kept;

    Inode(byte[] content) {
      this.now = content;
      this.kept = content;
    }
  }

  private final Set<Path> folders = new HashSet<>();
  private final Map<Path, Inode> names = new TreeMap<>();
  private final Map<Path, Inode> keptNames = new HashMap<>();

  /** The state of a folder that is all on the disk. */
  static DiskReplay of(Path root) throws IOException {
    var disk = new DiskReplay();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          disk.folders.add(file);
        } else {
          var inode = new Inode(Files.readAllBytes(file));
          disk.names.put(file, inode);
          disk.keptNames.put(file, inode);
        }
      }
    }
    return disk;
  }

  /**
   * Replays a call.
   *
   * @return whether it changed anything
   */
  boolean apply(FileCall call) {
    Inode inode = names.get(call.path());
    switch (call.kind()) {
      case FOLDER -> folders.add(call.path());
      case CREATE -> {
        if (inode == null) {
          names.put(call.path(), new Inode(new byte[0]));
        } else if (call.offset() == 0) {
          inode.now = new byte[0];
        }
      }
      case WRITE -> {
        if (inode != null) {
          int end = (int) call.offset() + call.bytes().length;
          inode.now = Arrays.copyOf(inode.now, Math.max(end, inode.now.length));
          System.arraycopy(call.bytes(), 0, inode.now, (int) call.offset(), call.bytes().length);
        }
      }
      case APPEND -> {
        if (inode != null) {
          int from = inode.now.length;
          inode.now = Arrays.copyOf(inode.now, from + call.bytes().length);
          System.arraycopy(call.bytes(), 0, inode.now, from, call.bytes().length);
        }
      }
      case TRUNCATE -> {
        if (inode != null) {
          inode.now = Arrays.copyOf(inode.now, (int) call.offset());
        }
      }
      case SYNC -> sync(call.path(), inode);
      case RENAME -> {
        if (inode != null) {
          names.remove(call.path());
          names.put(call.target(), inode);
        } else {
          return false;
        }
      }
      case LINK -> {
        if (inode != null) {
          names.put(call.target(), inode);
        }
      }
      case DELETE -> {
        names.remove(call.path());
        folders.remove(call.path());
      }
    }
    return true;
  }

  private void sync(Path path, @Nullable Inode inode) {
    if (inode != null) {
      inode.kept = inode.now;
      keptNames.put(path, inode);
    } else if (folders.contains(path)) {
      keptNames.keySet().removeIf(name -> path.equals(name.getParent()));
      names.forEach(
          (name, file) -> {
            if (path.equals(name.getParent())) {
              keptNames.put(name, file);
            }
          });
    }
  }

  /** Everything under the folder is as it is now: it is another machine's disk. */
  void keepAll(Path folder) {
    keptNames.keySet().removeIf(name -> name.startsWith(folder));
    names.forEach(
        (name, file) -> {
          if (name.startsWith(folder)) {
            keptNames.put(name, file);
            file.kept = file.now;
          }
        });
  }

  /**
   * What is on the disk after a power cut.
   *
   * @param random decides what of that which was not synced is there
   */
  DiskState after(Loss loss, Random random) {
    Map<Path, Inode> left = new TreeMap<>(loss == Loss.ALL ? keptNames : names);
    if (loss == Loss.SOME) {
      for (Path name : new ArrayList<>(left.keySet())) {
        if (!keptNames.containsKey(name) && random.nextBoolean()) {
          left.remove(name);
        }
      }
      new TreeMap<>(keptNames)
          .forEach(
              (name, file) -> {
                if (left.get(name) != file && random.nextBoolean()) {
                  left.put(name, file);
                }
              });
    }
    var files = new TreeMap<Path, byte[]>();
    left.forEach((name, file) -> files.put(name, content(file, loss, random)));
    return new DiskState(new TreeSet<>(folders), files);
  }

  @SuppressWarnings("ReferenceEquality") // the same array: nothing was written since the last sync
  private static byte[] content(Inode file, Loss loss, Random random) {
    if (loss != Loss.SOME || file.now == file.kept) {
      return file.kept;
    }
    byte[] some =
        Arrays.copyOf(file.kept, random.nextBoolean() ? file.now.length : file.kept.length);
    for (int from = 0; from < Math.min(some.length, file.now.length); from += PAGE) {
      if (random.nextBoolean()) {
        int length = Math.min(PAGE, Math.min(some.length, file.now.length) - from);
        System.arraycopy(file.now, from, some, from, length);
      }
    }
    return some;
  }
}
