package dev.stackunderflow.core.catalog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project over all devices and agents: the same folder under every home folder, and the projects
 * that the user linked to it.
 *
 * @param name its folder relative to the home folder, such as {@code ~/src/app}
 * @param sessions sessions with at least one message, each counted once
 * @param events messages (roles user and assistant)
 * @param tokens token counts
 * @param firstTs the first event's time, ISO 8601
 * @param lastTs the last event's time, ISO 8601
 * @param members its parts by device, agent and slug
 */
public record ProjectGroupView(
    String name,
    long sessions,
    long events,
    Tokens tokens,
    @Nullable String firstTs,
    @Nullable String lastTs,
    List<ProjectView> members) {}
