package dev.stackunderflow.core.agent.cline;

import dev.stackunderflow.core.agent.format.BlockParts;
import dev.stackunderflow.core.agent.format.ClineStated;
import dev.stackunderflow.core.agent.format.ClineTasks;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.agent.source.UserFolders;
import dev.stackunderflow.core.transcript.PartReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cline. */
public final class Cline implements CodingAgent {

  /** What its records state besides. */
  public static final StatedReader STATED = ClineStated.COST;

  private final List<Path> folders;
  private final List<Path> sessions;

  /**
   * Looks in the editors' storage, and where the environment says: {@code CLINE_DATA_DIR}, {@code
   * data} in {@code CLINE_DIR} or {@code ~/.cline}. {@code CLINE_SESSION_DATA_DIR} moves the
   * sessions only.
   */
  public Cline(Map<String, String> env) {
    var user = new UserFolders(env);
    List<Path> places = new ArrayList<>(user.globalStorage("saoudrizwan.claude-dev"));
    Path[] data =
        user.listed("CLINE_DIR", user.home(".cline")).stream()
            .map(folder -> folder.resolve("data"))
            .toArray(Path[]::new);
    places.addAll(user.listed("CLINE_DATA_DIR", data));
    this.folders = List.copyOf(places);
    List<Path> sessionFolders =
        new ArrayList<>(places.stream().map(folder -> folder.resolve("sessions")).toList());
    sessionFolders.addAll(user.listed("CLINE_SESSION_DATA_DIR"));
    this.sessions = List.copyOf(sessionFolders);
  }

  @Override
  public String id() {
    return "cline";
  }

  @Override
  public String title() {
    return "Cline";
  }

  @Override
  public String reads() {
    return "messages, tools, tokens";
  }

  @Override
  public PartReader parts() {
    return BlockParts.at("/content");
  }

  @Override
  public Carry carry() {
    return Carry.by("cline -i --id ID");
  }

  @Override
  public List<RecordSource> records() {
    return List.of(new ClineTasks(id(), folders), new ClineSessions(id(), sessions));
  }
}
