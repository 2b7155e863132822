package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.carry.CarryPlan.Mapping;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.export.SessionFile.Copy;
import dev.stackunderflow.core.export.SessionFile.Line;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of each line as it is written to the log on this machine. */
final class CarriedLines {

  private final EventReader contents;
  private final Agent agent;
  private final WorkingDirectory field;
  private final Path folder;
  private final Path home;
  private final Map<Copy, PathMap> paths = new HashMap<>();

  CarriedLines(EventReader contents, Agent agent, Path folder, Path home) {
    this.contents = contents;
    this.agent = agent;
    this.field = agent.workingDirectory();
    this.folder = folder;
    this.home = home;
  }

  String text(Line line) throws SQLException {
    return text(line, contents.read(line.copy().source(), line.eventId()).rawJson());
  }

  /** A line that this machine wrote, or that was carried here before, is copied unchanged. */
  String text(Line line, String raw) throws SQLException {
    return line.ownEventId() != 0
        ? contents.read(0, line.ownEventId()).rawJson()
        : agent.adapted(field.mapped(raw, paths(line.copy())), folder);
  }

  /** Maps a line's working directory; null where it is kept. */
  @Nullable Mapping mapping(Line line, String raw) {
    String directory = line.ownEventId() != 0 ? null : field.of(raw);
    PathMap.Rule rule = directory == null ? null : paths(line.copy()).rule(directory);
    return rule == null || rule.from().equals(rule.to())
        ? null
        : new Mapping(rule.from(), rule.to());
  }

  private PathMap paths(Copy copy) {
    return paths.computeIfAbsent(copy, c -> PathMap.of(c, folder, home));
  }
}
