package dev.stackunderflow.core.agent.qoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.format.claude.ClaudeParts;
import dev.stackunderflow.core.agent.format.claude.ClaudeTranscripts;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Qoder's command line, which keeps Claude Code's transcripts.
 *
 * <p>Tokens: its input holds what was read from the cache.
 */
public final class Qoder implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = StatedFields.NONE.branch("gitBranch");

  private final List<Path> folders = new ArrayList<>();

  /**
   * Looks where the environment says: {@code QODER_CONFIG_DIR}, else {@code ~/.qoder} and
   * QoderWork's folder; the same of the edition for China.
   */
  public Qoder(Map<String, String> env) {
    var user = new UserFolders(env);
    folders.addAll(user.listed("QODER_CONFIG_DIR", user.home(".qoder"), user.home(".qoderwork")));
    folders.addAll(user.listed("QODERCN_CONFIG_DIR", user.home(".qoder-cn")));
  }

  @Override
  public String id() {
    return "qoder";
  }

  @Override
  public String title() {
    return "Qoder";
  }

  @Override
  public String reads() {
    return "messages, tools, subagents, tokens";
  }

  @Override
  public PartReader parts() {
    return new ClaudeParts();
  }

  @Override
  public boolean notesFailures() {
    return true;
  }

  @Override
  public List<LogSource> logs() {
    return List.of(new ClaudeTranscripts(id(), folders, Qoder::usage));
  }

  @Override
  public List<RecordSource> records() {
    return List.of(
        new QoderTitles(id(), folders.stream().map(folder -> folder.resolve("projects")).toList()));
  }

  private static Usage usage(JsonNode usage) {
    return Usage.ofProvider(
        LenientJson.number(usage, "input_tokens"),
        LenientJson.number(usage, "output_tokens"),
        LenientJson.number(usage, "cache_creation_input_tokens"),
        LenientJson.number(usage, "cache_read_input_tokens"),
        0);
  }
}
