package dev.stackunderflow.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWalkTest {

  @TempDir private Path folder;

  @Test
  void everythingIsListedAndLinksAreNotFollowed() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/c"), "");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
    assertThat(FileWalk.all(folder))
        .containsExactlyInAnyOrder(
            folder,
            folder.resolve("a"),
            folder.resolve("a/b"),
            folder.resolve("a/b/c"),
            folder.resolve("link"));
  }

  @Test
  void whatVanishesMeanwhileIsLeftOut() throws Exception {
    Path stays = Files.writeString(folder.resolve("stays"), "");
    var isDone = new AtomicBoolean();
    Thread other =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!isDone.get()) {
                    comeAndGo();
                  }
                });
    try {
      for (int i = 0; i < 2_000; i++) {
        assertThat(FileWalk.all(folder)).contains(folder, stays);
      }
    } finally {
      isDone.set(true);
      other.join();
    }
  }

  private void comeAndGo() {
    try {
      Path inner = Files.createDirectories(folder.resolve("inner"));
      Path file = Files.createFile(inner.resolve("file"));
      Files.delete(file);
      Files.delete(inner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
