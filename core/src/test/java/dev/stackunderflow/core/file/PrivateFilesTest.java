package dev.stackunderflow.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private files, new files, locks and database files. */
class PrivateFilesTest {

  @TempDir Path folder;

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aReplacedFileIsPrivateAndLeavesNoPartBehind() throws Exception {
    Path created = folder.resolve("new");
    Path file = created.resolve("state.json");
    PrivateFiles.replace(file, new byte[] {1});
    PrivateFiles.replace(file, new byte[] {2, 3});
    assertThat(file).hasBinaryContent(new byte[] {2, 3});
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(created)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(created)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aPartLeftByACrashIsReplaced() throws Exception {
    Path file = folder.resolve("state.json");
    Files.writeString(folder.resolve("state.json.part"), "half of something much longer");
    PrivateFiles.replace(file, "whole".getBytes(StandardCharsets.UTF_8));
    assertThat(file).hasContent("whole");
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void aFileInPlaceOfAFolderIsAnError() throws Exception {
    Path file = Files.writeString(folder.resolve("sync"), "x");
    assertThatThrownBy(() -> PrivateFiles.createFolder(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("x");
  }

  @Test
  void anExistingFileKeepsItsContent() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "x");
    assertThat(PrivateFiles.createFile(file)).isEqualTo(file).hasContent("x");
    assertThat(mode(PrivateFiles.createFile(folder.resolve("b")))).isEqualTo("rw-------");
  }

  @Test
  void aNewFileIsCompleteOrMissing() throws Exception {
    Path file = folder.resolve("export.db");
    assertThatThrownBy(
            () ->
                NewFile.write(
                    file,
                    part -> {
                      Files.writeString(part, "half");
                      Files.writeString(Path.of(part + "-wal"), "log");
                      throw new SQLException("the disk failed");
                    }))
        .isInstanceOf(SQLException.class);
    assertThat(names()).isEmpty();
    long written =
        NewFile.write(
            file,
            part -> {
              Files.writeString(part, "whole");
              return 5;
            });
    assertThat(written).isEqualTo(5);
    assertThat(file).hasContent("whole");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(names()).containsExactly("export.db");
  }

  @Test
  void aNewFileNeverReplacesOne() throws Exception {
    Path file = Files.writeString(folder.resolve("export.db"), "mine");
    assertThatThrownBy(() -> NewFile.write(file, _ -> 0))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("already exists; choose another file name");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aLockHasOneOwnerAndIsFreeAfterIt() throws Exception {
    Path file = folder.resolve("sync/lock");
    assertThat(OwnedLock.takenAt(file)).isEmpty();
    Optional<OwnedLock> first = OwnedLock.take(file);
    assertThat(first).isPresent();
    assertThat(OwnedLock.take(file)).isEmpty();
    assertThat(OwnedLock.owner(file)).startsWith("process " + ProcessHandle.current().pid());
    assertThat(OwnedLock.takenAt(file)).isPresent();
    first.orElseThrow().close();
    try (OwnedLock second = OwnedLock.take(file).orElseThrow()) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void aDatabaseIsDeletedWithItsLogAndIndex() throws Exception {
    Path database = folder.resolve("a.db");
    for (Path file : SqliteFiles.all(database)) {
      Files.writeString(file, "x");
    }
    Files.writeString(folder.resolve("a.db-other"), "x");
    assertThat(names()).containsExactly("a.db", "a.db-other", "a.db-shm", "a.db-wal");
    SqliteFiles.delete(database);
    assertThat(names()).containsExactly("a.db-other");
    SqliteFiles.delete(database);
  }

  @Test
  void otherUsersRightsToTheProgramsFilesAreTaken() throws Exception {
    Home home = new Home(folder.resolve("home"));
    Files.createDirectories(home.syncFolder().resolve("outbox"));
    List<Path> own =
        List.of(
            home.store(),
            Path.of(home.store() + "-wal"),
            home.catalog(),
            home.replica(),
            home.syncFolder().resolve("outbox/one"));
    Path other = Files.writeString(home.folder().resolve("notes.txt"), "mine");
    for (Path file : own) {
      Files.setPosixFilePermissions(
          Files.writeString(file, "x"), PosixFilePermissions.fromString("rw-rw-rw-"));
    }
    for (Path each :
        List.of(home.folder(), home.syncFolder(), home.syncFolder().resolve("outbox"))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));

    PrivateFiles.tighten(home);

    assertThat(own).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    assertThat(List.of(home.folder(), home.syncFolder(), home.syncFolder().resolve("outbox")))
        .allSatisfy(each -> assertThat(mode(each)).isEqualTo("rwx------"));
    assertThat(mode(other)).isEqualTo("rw-r--r--");
    PrivateFiles.tighten(new Home(folder.resolve("none")));
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aLinkInTheProgramsFolderIsNotFollowed() throws Exception {
    Home home = new Home(Files.createDirectory(folder.resolve("home")));
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "x");
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.createSymbolicLink(home.store(), elsewhere);
    PrivateFiles.tighten(home);
    assertThat(mode(elsewhere)).isEqualTo("rw-rw-rw-");
  }

  @Test
  void aFileThatSomebodyElsePutInPlaceOfANewOneIsNotUsed() throws Exception {
    Path target = folder.resolve("key.txt");
    Path part = folder.resolve("key.txt.part");
    assertThatThrownBy(
            () ->
                NewFile.write(
                    target,
                    file -> {
                      Files.writeString(target, "another's");
                      return 1;
                    }))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(target).hasContent("another's");
    assertThat(part).doesNotExist();

    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(part, elsewhere);
    assertThatThrownBy(() -> PrivateFiles.createNew(part))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(elsewhere).doesNotExist();
  }
}
