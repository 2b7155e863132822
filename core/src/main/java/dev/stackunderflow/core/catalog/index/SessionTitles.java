package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.store.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a session's title: the last one that the user gave, else the last that the agent made, else
 * the last summary, else the first words that a person typed. A command that only steers the agent,
 * such as {@code /compact}, is a title where nothing else was typed.
 */
final class SessionTitles implements AutoCloseable {

  private static final int STEERED = 1;
  private static final int TYPED = 2;
  private static final int SUMMARY = 3;
  private static final int GENERATED = 4;
  private static final int CUSTOM = 5;

  private static final int MAX_LENGTH = 120;

  private static final Pattern COMMAND =
      Pattern.compile("<command-name>\\s*(/?[^<]*?)\\s*</command-name>");
  private static final Pattern ARGUMENTS =
      Pattern.compile("<command-args>\\s*([^<]*?)\\s*</command-args>");

  /** Commands that change the agent or the session, and ask the model nothing. */
  private static final Pattern STEERING =
      Pattern.compile(
          "/(?:clear|new|reset|compact|compress|summarize|context|cost|usage|stats|status|model|models"
              + "|effort|fast|config|settings|permissions|approvals|help|login|logout|auth|exit|quit"
              + "|resume|rewind|fork|branch|export|memory|mcp|hooks|plugin|doctor|theme|vim|ide"
              + "|terminal-setup|add-dir|agents|release-notes)(?:\\s.*)?",
          Pattern.DOTALL);

  /** What agents put into a user's message, in stores that do not say so. */
  private static final List<String> NOT_TYPED =
      List.of(
          "<",
          "Caveat: ",
          "# AGENTS.md instructions",
          "[Request interrupted",
          "This session is being continued from a previous conversation");

  private final PreparedStatement update;
  private long typedSession;

  SessionTitles(Connection db) throws SQLException {
    update =
        db.prepareStatement(
            """
            UPDATE session SET title = ?1, title_rank = ?2
            WHERE id = ?3 AND (title_rank < ?2 OR (title_rank = ?2 AND ?2 > 2))
            """);
  }

  /** Takes the title that an event gives its session. */
  void read(long session, Event event) throws SQLException {
    int rank = rank(session, event);
    String title = rank == 0 ? null : rank == TYPED ? typed(event) : line(event.contentText());
    if (title == null) {
      return;
    }
    boolean isSteering = rank == TYPED && STEERING.matcher(title).matches();
    rank = isSteering ? STEERED : rank;
    update.setString(1, title);
    update.setInt(2, rank);
    update.setLong(3, session);
    update.executeUpdate();
    typedSession = isSteering ? typedSession : session;
  }

  private int rank(long session, Event event) {
    return switch (event.role()) {
      case "custom-title" -> CUSTOM;
      case "ai-title" -> GENERATED;
      case "summary" -> SUMMARY;
      case "user" ->
          typedSession == session
                  || event.isSidechain() != 0
                  || event.is(Event.NOT_TYPED)
                  || event.is(Event.REPLAYED)
              ? 0
              : TYPED;
      default -> 0;
    };
  }

  private static @Nullable String typed(Event event) {
    String text = event.contentText().strip();
    Matcher command = COMMAND.matcher(text);
    if (text.startsWith("<command-") && command.find()) {
      Matcher arguments = ARGUMENTS.matcher(text);
      String rest = arguments.find() ? " " + arguments.group(1) : "";
      return line(command.group(1) + rest);
    }
    return NOT_TYPED.stream().anyMatch(text::startsWith) ? null : line(text);
  }

  private static @Nullable String line(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    if (line.isEmpty()) {
      return null;
    }
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }

  @Override
  public void close() throws SQLException {
    update.close();
  }
}
