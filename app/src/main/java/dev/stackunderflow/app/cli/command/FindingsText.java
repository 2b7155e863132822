package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ViewTables;
import dev.stackunderflow.app.doctor.Finding;
import dev.stackunderflow.app.text.WrappedText;
import java.util.List;

/** What {@code doctor} prints: a line for each finding, and below it what to do. */
final class FindingsText {

  private static final int STATE = 8;
  private static final int CHECK = 20;
  private static final int NARROW = 64;

  private final Context context;
  private final int width;
  private final int indent;

  FindingsText(Context context) {
    this.context = context;
    this.width = context.terminal().interactive() ? ViewTables.width(context) : Integer.MAX_VALUE;
    this.indent = width < NARROW ? STATE : STATE + CHECK;
  }

  /** Prints them. */
  void print(List<Finding> findings) {
    findings.forEach(this::print);
  }

  private void print(Finding finding) {
    String state =
        switch (finding.state()) {
          case OK -> "ok";
          case NOTE -> "note";
          case PROBLEM -> "PROBLEM";
          case SKIPPED -> "-";
        };
    String check = finding.check().replace('_', ' ');
    String begin = padded(state, STATE) + padded(check, CHECK);
    // In a narrow terminal the message stands below the name.
    String message = indented(finding.message());
    context
        .out()
        .println(
            indent == STATE
                ? begin.stripTrailing() + "\n" + message
                : begin + message.substring(indent));
    if (finding.next() != null) {
      context.out().println(indented(finding.next()));
    }
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(1, columns - text.length()));
  }

  private String indented(String text) {
    String before = " ".repeat(indent);
    return before + WrappedText.of(text, width - indent).replace("\n", "\n" + before);
  }
}
