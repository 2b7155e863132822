package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.codex.HistoryBase;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.carry.CarriedThreads.Base;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionFile.Place;
import dev.stackunderflow.core.store.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the history of a log file ends in another log on this machine. There the lines before it
 * are longer or shorter, because the working directory in them is mapped.
 */
final class BaseOffset {

  private final EventReader contents;
  private final Agent agent;
  private final CarriedThreads threads;

  /** Computes for sessions that are carried together. */
  BaseOffset(EventReader contents, Agent agent, CarriedThreads threads) {
    this.contents = contents;
    this.agent = agent;
    this.threads = threads;
  }

  /**
   * The offset on this machine.
   *
   * @param base the end of the history on the machine where the file was written
   * @return in bytes, decompressed: behind the line that it names there
   * @throws CarryException if the log here does not begin with the same lines, or would not
   */
  long of(Base base) throws SQLException, IOException {
    List<Line> history = history(base);
    List<Line> lines = base.file().lines();
    if (history.isEmpty() || !lines.subList(0, history.size()).equals(history)) {
      throw differs(base);
    }
    Path here = base.thread().here(base.file());
    long offset = 0;
    OptionalLong number = OptionalLong.empty();
    try (LogLines existing = here == null ? null : new LogLines(agent.logs().open(here))) {
      for (Line line : history) {
        String text =
            offset == 0 ? firstLine(base.thread(), base.file()) : base.thread().lines().text(line);
        if (existing != null) {
          LogLines.Line there = existing.next();
          String own = there == null ? null : there.text();
          if (own == null || !agent.comparable(own).equals(agent.comparable(text))) {
            throw differs(base);
          }
          text = own;
        }
        OptionalLong own = OrdinalNumbering.of(text);
        if (own.isEmpty() || (number.isPresent() && own.getAsLong() != number.getAsLong() + 1)) {
          throw differs(base);
        }
        number = own;
        offset += text.getBytes(StandardCharsets.UTF_8).length + 1L;
      }
    }
    if (number.orElseThrow() != base.end().endOrdinal() - 1) {
      throw differs(base);
    }
    return offset;
  }

  /**
   * The first line of a new log file as it is written to this machine: it can name a position in
   * another log itself.
   *
   * @throws CarryException if the agent could not read the history before it
   */
  String firstLine(CarriedThread thread, SessionFile file) throws SQLException, IOException {
    String text = thread.lines().text(file.lines().getFirst());
    Base before = threads.base(file);
    return before == null ? text : HistoryBase.withOffset(text, of(before));
  }

  /** The lines before the end, as the device has them. */
  private List<Line> history(Base base) throws SQLException {
    List<Line> history =
        base.file().lines().stream()
            .filter(line -> offset(line.in(base.source())) < base.end().endOffset())
            .sorted(
                Comparator.comparingLong(
                    (Line line) -> offset(Objects.requireNonNull(line.in(base.source())))))
            .toList();
    if (!history.isEmpty()) {
      Place last = Objects.requireNonNull(history.getLast().in(base.source()));
      String raw = contents.read(base.source(), last.eventId()).rawJson();
      long end = offset(last) + raw.getBytes(StandardCharsets.UTF_8).length + 1L;
      return end == base.end().endOffset() ? history : List.of();
    }
    return history;
  }

  /** The line's byte offset in its file; beyond every file where the device has not the line. */
  private static long offset(@Nullable Place place) {
    return place == null ? Long.MAX_VALUE : place.seq() % Event.FILE_SEQS;
  }

  private static CarryException differs(Base base) {
    String session = base.thread().name().sessionId();
    return new CarryException(
        "The session continues the log of session "
            + session
            + ", and the log of that session would not begin with the same lines on this machine:"
            + " it was continued on several machines, or is not complete. The agent could not open"
            + " the carried session. Nothing was written. Carry session "
            + session
            + " itself, or show this one: stackunderflow show");
  }
}
