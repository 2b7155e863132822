package dev.stackunderflow.app.doctor;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.SizeFormat;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.UnreadAgents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.DeniedPaths;
import dev.stackunderflow.core.file.FileWalk;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.StorageDiagnostics;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreException;
import dev.stackunderflow.core.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks of this machine alone: disk, permissions, store, agents. They open no connection. */
final class LocalChecks {

  private static final long LOW_BYTES = 1L << 30;
  private static final long TOO_LOW_BYTES = 100L << 20;

  private final Map<String, String> env;
  private final Home home;

  LocalChecks(Map<String, String> env) {
    this.env = env;
    this.home = Home.of(env);
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(disk());
    findings.add(permissions());
    findings.add(store());
    agents(findings);
    return findings;
  }

  private Finding disk() {
    Path folder = existing();
    return folder == null
        ? Finding.problem("disk", home.folder() + " cannot exist.", "Set STACKUNDERFLOW_HOME.")
        : disk(folder.toFile().getUsableSpace());
  }

  /** Judges the free space. */
  static Finding disk(long freeBytes) {
    String free = SizeFormat.of(freeBytes) + " free";
    if (freeBytes < TOO_LOW_BYTES) {
      return Finding.problem("disk", free, "Free some space: imports and syncs need it.");
    }
    return freeBytes < LOW_BYTES
        ? Finding.note("disk", free, "Free some space soon.")
        : Finding.ok("disk", free);
  }

  private Finding permissions() {
    Path folder = home.folder();
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
      return Finding.problem(
          "permissions", folder + " is not a folder.", "Move it away, or set STACKUNDERFLOW_HOME.");
    }
    Path existing = existing();
    if (existing != null && !Files.isWritable(existing)) {
      return Finding.problem(
          "permissions",
          "You cannot write in " + existing,
          "Check that it is yours and that its disk is writable, or set STACKUNDERFLOW_HOME."
              + " Nothing is lost.");
    }
    try {
      return readers();
    } catch (IOException e) {
      return Finding.problem(
          "permissions",
          StorageDiagnostics.words(e, folder).orElse(String.valueOf(e.getMessage())),
          "Run: chmod -R u=rwX " + folder);
    }
  }

  /** The program's folder, or where that is missing, the folder that it will be created in. */
  private @Nullable Path existing() {
    Path folder = home.folder();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Who else can read the program's folder. */
  private Finding readers() throws IOException {
    if (!Files.isDirectory(home.folder())) {
      return Finding.ok("permissions", "there is no " + home.folder() + " yet");
    }
    if (!home.folder().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Finding.note("permissions", "this file system knows no permissions", null);
    }
    List<Path> open = new ArrayList<>();
    List<Path> foreign = new ArrayList<>();
    for (Path file : FileWalk.all(home.folder())) {
      if (Files.exists(file) && !Files.isWritable(file)) {
        foreign.add(file);
      }
      if (!file.equals(home.prices()) && isOpen(file)) {
        open.add(file);
      }
    }
    if (!foreign.isEmpty()) {
      return Finding.problem(
          "permissions",
          "you cannot write " + andOthers(foreign, "other file"),
          "If another user created them, as root does with sudo, run: sudo chown -R \"$USER\" "
              + home.folder());
    }
    if (open.isEmpty()) {
      return Finding.ok("permissions", "only you can read " + home.folder());
    }
    return Finding.problem(
        "permissions",
        "other users can use " + andOthers(open, "other file"),
        "Run: chmod -R go= " + home.folder());
  }

  private static String andOthers(List<Path> files, String noun) {
    return files.getFirst()
        + (files.size() == 1 ? "" : " and " + CountFormat.of(files.size() - 1, noun));
  }

  private static boolean isOpen(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return false;
    }
    try {
      return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream()
          .map(PosixFilePermission::name)
          .anyMatch(name -> !name.startsWith("OWNER_"));
    } catch (NoSuchFileException e) {
      return false; // SQLite deletes its journals
    }
  }

  private Finding store() {
    if (!Files.exists(home.store())) {
      return Finding.note("store", "nothing was imported yet", "Run: stackunderflow ingest");
    }
    try (Store store = Store.open(home.store());
        Statement statement = store.connection().createStatement();
        ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
      String answer = result.next() ? result.getString(1) : "";
      if (!"ok".equals(answer)) {
        return damaged("store.db is damaged (" + answer + ")");
      }
      return Finding.ok("store", CountFormat.of(new StoreReader(store).count(), "event"));
    } catch (StoreException e) {
      return Finding.problem("store", String.valueOf(e.getMessage()), null);
    } catch (SQLException | IOException e) {
      String words =
          StorageDiagnostics.words(e, home.folder()).orElse(String.valueOf(e.getMessage()));
      // Nobody should move a store away because the disk is full or read-only.
      return StorageDiagnostics.isDamage(e)
          ? damaged(words)
          : Finding.problem("store", words, null);
    }
  }

  private static Finding damaged(String message) {
    return Finding.problem(
        "store",
        message,
        "Move store.db away and run: stackunderflow ingest. What the agents have deleted since comes"
            + " back from the bucket with: stackunderflow sync restore.");
  }

  private void agents(List<Finding> findings) {
    List<String> read = new ArrayList<>();
    List<Finding> denied = new ArrayList<>();
    for (CodingAgent agent : Agents.all(env)) {
      List<Path> unreadable = DeniedPaths.of(agent);
      if (!unreadable.isEmpty()) {
        denied.add(denied(agent, unreadable));
      }
      if (agent.folders().stream().anyMatch(folder -> Files.isReadable(folder.path()))) {
        read.add(agent.title());
      }
    }
    findings.addAll(denied);
    if (!denied.isEmpty() && read.isEmpty()) {
      return;
    }
    findings.add(
        read.isEmpty()
            ? Finding.note(
                "agents",
                "no coding agent found on this machine",
                "If yours keeps its logs elsewhere, set its variable: stackunderflow agents --all")
            : Finding.ok("agents", "read: " + String.join(", ", read)));
    for (UnreadAgents.Found found : UnreadAgents.on(env)) {
      findings.add(
          Finding.note(
              "agents", "found, not read: " + found.title() + " in " + found.folder(), null));
    }
  }

  private static Finding denied(CodingAgent agent, List<Path> denied) {
    return Finding.problem(
        "agents",
        "you have no right to read " + andOthers(denied, "other place") + " of " + agent.title(),
        "Its sessions are not imported; what was imported before is kept. See who owns it: ls -ld "
            + denied.getFirst());
  }
}
