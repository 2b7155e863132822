package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Titles that an agent keeps beside its logs. A title is an event of its session that has no line
 * in the log.
 */
public abstract class TitleSource implements RecordSource {

  private final String provider;

  protected TitleSource(String provider) {
    this.provider = provider;
  }

  /**
   * A title.
   *
   * @param session the session, of which there is a log
   * @param text the title
   * @param isCustom whether a person gave it
   * @param time when the session got it, or began
   * @param raw what the agent says of it
   */
  public record Title(
      SessionName session, String text, boolean isCustom, JsonNode time, JsonNode raw) {}

  /**
   * Reads the titles of a unit.
   *
   * @throws IOException if it cannot be read
   */
  protected abstract List<Title> titles(Path unit) throws IOException;

  @Override
  public final String provider() {
    return provider;
  }

  @Override
  public final void read(Path unit, Changes changes) throws IOException, SQLException {
    for (Title title : titles(unit)) {
      String id = title.session().sessionId();
      String version = title.isCustom() + " " + title.text();
      if (changes.isChanged(id, version)) {
        String role = title.isCustom() ? DraftBuilder.CUSTOM_TITLE : DraftBuilder.TITLE;
        RecordSession.Entry entry =
            new DraftBuilder(role, "title " + id)
                .at(title.time())
                .text(title.text())
                .derived()
                .record(title.raw());
        changes.session(id, version, RecordSession.of(title.session(), List.of(entry)));
      }
    }
  }
}
