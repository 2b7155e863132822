package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.price.Cost;
import dev.stackunderflow.core.transcript.Part.Image;
import dev.stackunderflow.core.transcript.Part.Marker;
import java.math.RoundingMode;

/** Words that every form of a transcript uses. */
final class TranscriptWords {

  private TranscriptWords() {}

  /** {@code [image 800×600 png]}. */
  static String image(Image image) {
    String size = image.width() > 0 ? " " + image.width() + "×" + image.height() : "";
    return "[image" + size + (image.format().isEmpty() ? "" : " " + image.format()) + "]";
  }

  static String marker(Marker marker) {
    return switch (marker.kind()) {
      case QUEUED -> "queued";
      case INTERRUPTED -> "interrupted";
      case COMPACTED -> "compacted";
      case OUTPUT -> "output";
    };
  }

  /** {@code 1,007 in, 203 out, 20,110 cache read, 3,013 cache written, $0.0421}. */
  static String usage(UsageSum usage) {
    Tokens tokens = usage.tokens();
    var words = new StringBuilder();
    words.append(CountFormat.of(tokens.input())).append(" in, ");
    words.append(CountFormat.of(tokens.output())).append(" out");
    if (tokens.cacheRead() > 0) {
      words.append(", ").append(CountFormat.of(tokens.cacheRead())).append(" cache read");
    }
    if (tokens.cacheCreation() > 0) {
      words.append(", ").append(CountFormat.of(tokens.cacheCreation())).append(" cache written");
    }
    return words.append(", ").append(cost(usage.cost())).toString();
  }

  /** In dollars to four places; a cost without its unpriced part has a {@code +}. */
  static String cost(Cost cost) {
    return cost.isUnknown()
        ? "no price"
        : "$"
            + cost.dollars().setScale(4, RoundingMode.HALF_UP).toPlainString()
            + (cost.isPartial() ? "+" : "");
  }
}
