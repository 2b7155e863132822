package dev.stackunderflow.app;

import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The folders and files on a disk.
 *
 * @param folders their paths
 * @param files the content of each file
 */
record DiskState(SortedSet<Path> folders, SortedMap<Path, byte[]> files) {

  /** The same for two disks with the same folders, files and contents, and for no others. */
  String hash() {
    SortedMap<Path, String> contents = new TreeMap<>();
    files.forEach((name, content) -> contents.put(name, Sha256.hex(content)));
    return Sha256.hex((folders + "\n" + contents).getBytes(StandardCharsets.UTF_8));
  }

  /** Writes everything below the folder, which must be empty or missing. */
  void writeTo(Path root) throws IOException {
    for (Path folder : folders) {
      Files.createDirectories(folder);
    }
    for (var file : files.entrySet()) {
      if (file.getKey().startsWith(root)) {
        Files.createDirectories(file.getKey().getParent());
        PrivateFiles.createNew(file.getKey());
        Files.write(file.getKey(), file.getValue());
      }
    }
  }
}
