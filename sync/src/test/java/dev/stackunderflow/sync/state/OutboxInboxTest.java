package dev.stackunderflow.sync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.Home;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxInboxTest {

  private static final String ID = "1-0123456789abcdef";
  private static final String OTHER = "2-0123456789abcdef";

  private Home home;
  private Outbox outbox;
  private Inbox inbox;

  @BeforeEach
  void setUp(@TempDir Path folder) {
    home = Home.of(Map.of("HOME", folder.toString()));
    outbox = new Outbox(home);
    inbox = new Inbox(home);
  }

  @Test
  void outboxKeepsBytesUntilTheyAreRemoved() throws Exception {
    assertThat(outbox.has(ID)).isFalse();
    outbox.put(ID, new byte[] {1, 2, 3});
    assertThat(outbox.has(ID)).isTrue();
    assertThat(new Outbox(home).get(ID)).containsExactly(1, 2, 3);
    outbox.remove(List.of(ID));
    outbox.remove(List.of(ID));
    assertThat(outbox.has(ID)).isFalse();
    assertThatThrownBy(() -> outbox.get(ID)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void outboxFilesArePrivate() throws Exception {
    outbox.put(ID, new byte[] {1});
    Path file = home.syncFolder().resolve("outbox").resolve(ID + ".age");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void outboxRemovesFilesThatNoRowNames() throws Exception {
    outbox.removeOthers(Set.of()); // without a folder
    outbox.put(ID, new byte[] {1});
    outbox.put(OTHER, new byte[] {2});
    Path part = home.syncFolder().resolve("outbox").resolve(ID + ".age.part");
    Files.write(part, new byte[] {9});

    outbox.removeOthers(Set.of(ID));

    assertThat(outbox.has(ID)).isTrue();
    assertThat(outbox.has(OTHER)).isFalse();
    assertThat(part).doesNotExist();
  }

  @Test
  void inboxKeepsBytesUntilItIsCleared() throws Exception {
    inbox.clear(); // without a folder
    assertThat(inbox.get(ID)).isEmpty();
    inbox.put(ID, new byte[] {1});
    inbox.put(ID, new byte[] {2, 3});
    inbox.put(OTHER, new byte[] {4});
    assertThat(new Inbox(home).get(ID).orElseThrow()).containsExactly(2, 3);
    inbox.clear();
    assertThat(inbox.get(ID)).isEmpty();
    assertThat(inbox.get(OTHER)).isEmpty();
  }
}
