package dev.stackunderflow.core.agent.openclaw;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.PiLine;
import dev.stackunderflow.core.agent.format.PiLogs;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** OpenClaw. */
public final class OpenClaw implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = PiLine.STATED;

  /** Its earlier names, and programs that contain it: QClaw, and the one of Kimi. */
  private static final List<String> OTHERS =
      List.of(".clawdbot", ".moltbot", ".moldbot", ".qclaw", ".kimi_openclaw");

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code OPENCLAW_STATE_DIR} or {@code OPENCLAW_DIR}, else
   * {@code ~/.openclaw}; in the folders of its profiles, in those under earlier names, and in those
   * of programs that contain it.
   */
  public OpenClaw(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> all =
        new ArrayList<>(
            user.listed(
                "OPENCLAW_STATE_DIR",
                user.listed("OPENCLAW_DIR", user.home(".openclaw")).toArray(Path[]::new)));
    all.addAll(profiles(user.home()));
    for (String other : OTHERS) {
      all.add(user.home(other));
    }
    this.folders = List.copyOf(all);
  }

  /** A profile has a folder of its own: {@code ~/.openclaw-NAME}. */
  private static List<Path> profiles(Path home) {
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(".openclaw-"))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // a home that cannot be listed: its usual folders are looked at
    }
  }

  @Override
  public String id() {
    return "openclaw";
  }

  @Override
  public String title() {
    return "OpenClaw";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/message", "/message/content");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.notPossible("only with its whole database");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new OpenClawDatabase(id(), title(), folders));
  }

  @Override
  public List<LogSource> logs() {
    return List.of(
        new PiLogs(
            id(),
            folders.stream().map(folder -> folder.resolve("agents")).toList(),
            OpenClaw::isLog));
  }

  /**
   * {@code AGENT/sessions/ID.jsonl}, also of sessions that were deleted or reset; a checkpoint
   * repeats a session's log.
   */
  private static boolean isLog(Path file) {
    String name = file.getFileName().toString();
    return file.getNameCount() == 3
        && file.getName(1).toString().equals("sessions")
        && name.matches(".*\\.jsonl(\\.(deleted|reset)\\..*|\\.full\\.bak)?")
        && !name.contains(".checkpoint.");
  }
}
