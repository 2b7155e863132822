package dev.stackunderflow.core.catalog.transcript;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.SessionIdMatch;
import dev.stackunderflow.core.catalog.view.SessionListing;
import dev.stackunderflow.core.catalog.view.SessionParts;
import dev.stackunderflow.core.catalog.view.SessionTranscript;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.TranscriptReader;
import dev.stackunderflow.core.catalog.view.TranscriptSlice;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.PartReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds sessions, and opens what was said in them. */
public final class Transcripts {

  /** What another session was the first to hold is a part of this one too. */
  private static final String VISIBLE = " WHERE e.hidden IN (0, 3)";

  private final Connection db;
  private final EventReader events;

  /** Reads from the catalog, and the contents through the reader. */
  public Transcripts(Connection db, EventReader events) {
    this.db = db;
    this.events = events;
  }

  /** The sessions with this id, or where there is none, those whose id begins with it. */
  public List<SessionView> named(String idOrPrefix, DeviceFilter filter)
      throws SQLException, IOException {
    String and = ofDevice(filter, "s");
    return SessionParts.together(
        SessionIdMatch.find(
            idOrPrefix,
            (where, id) -> new SessionListing(db).parts(and + " AND " + where, "", id)));
  }

  /** The same with their events, as they are stored. */
  public List<SessionTranscript> events(
      String idOrPrefix, DeviceFilter filter, TranscriptSlice slice)
      throws SQLException, IOException {
    var reader = new TranscriptReader(db, events);
    String where = VISIBLE + ofDevice(filter, "e");
    List<SessionTranscript> found = new ArrayList<>();
    for (SessionView session : named(idOrPrefix, filter)) {
      found.add(new SessionTranscript(session, reader.events(session, where, slice)));
    }
    return found;
  }

  /**
   * Opens a session.
   *
   * @param session the session
   * @param filter which device's part of it
   * @param withGone whether to include what is no longer in the log
   * @param parts reads what its agent's events consist of
   */
  public Transcript open(
      SessionView session, DeviceFilter filter, boolean withGone, PartReader parts)
      throws SQLException, IOException {
    String logged = withGone ? "" : " AND e.flags & " + Event.SUPERSEDED + " = 0";
    return new Transcript(db, events, parts, session, VISIBLE + ofDevice(filter, "e") + logged);
  }

  private String ofDevice(DeviceFilter filter, String table) throws SQLException, IOException {
    OptionalLong source = DeviceResolver.source(db, "device", filter);
    return source.isPresent() ? " AND " + table + ".source = " + source.getAsLong() : "";
  }
}
