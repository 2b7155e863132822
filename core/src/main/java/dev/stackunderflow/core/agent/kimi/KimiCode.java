package dev.stackunderflow.core.agent.kimi;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kimi Code. */
public final class KimiCode implements CodingAgent {

  /** Kimi Work has a Kimi Code of its own. */
  private static final String DESKTOP = "daimon-share/daimon/runtime/kimi-code/home";

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code KIMI_DATA_DIR}, else {@code KIMI_CODE_HOME} or {@code
   * ~/.kimi-code}, and {@code KIMI_SHARE_DIR} or {@code ~/.kimi} of the older client, and the
   * folders of Kimi Work.
   */
  public KimiCode(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> usual = new ArrayList<>(user.listed("KIMI_CODE_HOME", user.home(".kimi-code")));
    usual.addAll(user.listed("KIMI_SHARE_DIR", user.home(".kimi")));
    user.application("kimi-desktop").forEach(folder -> usual.add(folder.resolve(DESKTOP)));
    this.folders = user.listed("KIMI_DATA_DIR", usual.toArray(Path[]::new));
  }

  @Override
  public String id() {
    return "kimi";
  }

  @Override
  public String title() {
    return "Kimi Code";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, titles, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/event", "/message/payload", "/message/payload/event/payload");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("kimi -r ID");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new KimiLogs(id(), sessions()));
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new KimiTitles(id(), sessions()),
        new KimiContexts(id(), sessions(), 2),
        new KimiContexts(id(), sessions(), 3));
  }

  private List<Path> sessions() {
    return folders.stream().map(folder -> folder.resolve("sessions")).toList();
  }
}
