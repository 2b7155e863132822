package dev.stackunderflow.core.catalog.view;

import org.jspecify.annotations.Nullable;

/**
 * One event of a session, with its content.
 *
 * @param deviceId the device that holds it
 * @param deviceLabel the device's label
 * @param seq the byte offset of the line in its log file
 * @param timestamp ISO 8601
 * @param role {@code user}, {@code assistant}, or the type of a line that is not a message
 * @param model the model, where there is one
 * @param tokens the event's own token counts; zero where another line of the same response counts
 * @param contentText its text
 * @param toolsJson a JSON array of the names of the tools that it calls
 * @param rawJson the log line, byte for byte
 * @param sidechain whether it belongs to a side conversation
 * @param uuid the provider's id of the event, where there is one
 * @param parentUuid the id of the event before it in the conversation, where there is one
 * @param superseded whether its line is no longer in the log
 */
public record EventView(
    String deviceId,
    String deviceLabel,
    long seq,
    String timestamp,
    String role,
    @Nullable String model,
    Tokens tokens,
    String contentText,
    String toolsJson,
    String rawJson,
    boolean sidechain,
    @Nullable String uuid,
    @Nullable String parentUuid,
    boolean superseded) {}
