package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.ConflictJson;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync conflicts}. */
@Command(
    name = "conflicts",
    description = {
      "List the events of which two devices hold different versions.",
      "The views show the last write. The other event is kept; to show it instead:",
      "`sync conflicts keep ID`.",
      "Events for which a write-only device sent other raw lines than a full",
      "device are listed too; the full device's lines are always used."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync conflicts --json")
public final class ConflictsCommand implements Callable<Integer> {

  private static final int TEXT = 60;
  private static final int ID = 8;

  /** Characters of a raw line to show before the first that differs. */
  private static final int BEFORE = 12;

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public ConflictsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, SQLException {
    List<ConflictView> conflicts;
    try (Store store = context.openStore();
        Catalog catalog = context.openCatalog(store)) {
      conflicts = catalog.conflicts();
    }
    if (json.isOn()) {
      context.print(conflicts.stream().map(ConflictJson::of).toList());
    } else if (conflicts.isEmpty()) {
      context.say("No conflicts.");
    } else {
      conflicts.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private void print(ConflictView c) {
    String title =
        String.join(
            "  ",
            c.id().substring(0, ID),
            TimeFormat.local(c.timestamp()),
            c.slug(),
            c.sessionId());
    context.out().println(TerminalText.safe(title));
    print("shown", c.winner(), c.loser());
    print("kept", c.loser(), c.winner());
  }

  private void print(String what, ConflictView.Side side, ConflictView.Side other) {
    context
        .out()
        .println(
            "  "
                + what
                + " ".repeat(7 - what.length())
                + TerminalText.safe(side.deviceLabel() + "  " + words(side))
                + ": "
                + TerminalText.oneLine(text(side, other), TEXT));
  }

  private static String words(ConflictView.Side side) {
    return side.rawLine() == null ? side.role() : side.role() + ", raw line";
  }

  /** The text; of raw lines the part where they begin to differ. */
  private static String text(ConflictView.Side side, ConflictView.Side other) {
    String line = side.rawLine();
    if (line == null) {
      return side.contentText();
    }
    int same = Arrays.mismatch(line.toCharArray(), String.valueOf(other.rawLine()).toCharArray());
    int from = Math.clamp((long) same - BEFORE, 0, line.length());
    return from == 0 ? line : "\u2026" + line.substring(from);
  }
}
