package dev.stackunderflow.app.cli.transcript;

import java.util.List;

/**
 * What of a session is shown.
 *
 * @param all whether lines that are not messages are included
 * @param thinking whether to include what the model thought
 * @param full whether long results are whole
 * @param usage whether each turn ends with its tokens and cost
 * @param last only the last messages, at most this many; 0 for all
 * @param around only the messages with all of these words, and those around them; empty for all
 */
public record TranscriptOptions(
    boolean all, boolean thinking, boolean full, boolean usage, int last, List<String> around) {}
