package dev.stackunderflow.core.agent.qwen;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.GeminiChats;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Qwen Code: its own logs, and those in Gemini CLI's format that early versions wrote. */
public final class QwenCode implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.branch("gitBranch");

  private final List<Path> folders;

  /**
   * Looks where the environment says: {@code QWEN_DATA_DIR}, else {@code QWEN_HOME} or {@code
   * ~/.qwen}, and {@code QWEN_RUNTIME_DIR}, to which it can move what it writes at run time.
   */
  public QwenCode(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> usual = new ArrayList<>(user.listed("QWEN_HOME", user.home(".qwen")));
    usual.addAll(user.listed("QWEN_RUNTIME_DIR"));
    this.folders = user.listed("QWEN_DATA_DIR", usual.toArray(Path[]::new));
  }

  @Override
  public String id() {
    return "qwen";
  }

  @Override
  public String title() {
    return "Qwen Code";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/message/parts");
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public Carry carry() {
    return Carry.by("qwen -r ID");
  }

  @Override
  public List<LogSource> logs() {
    return List.of(
        new QwenLogs(id(), folders.stream().map(folder -> folder.resolve("projects")).toList()));
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new GeminiChats(id(), folders));
  }
}
