package dev.stackunderflow.core.catalog.view;

import java.util.List;

/**
 * A session with its events, merged over the devices that hold parts of it.
 *
 * @param session the session
 * @param events every visible event in order of time, non-messages included
 */
public record SessionTranscript(SessionView session, List<EventView> events) {}
