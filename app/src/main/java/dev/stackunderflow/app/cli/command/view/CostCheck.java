package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.ReportText;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.price.Cost;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code report --check}. A cost whose known part is within the limit, and that has an unknown
 * part, fails the check too: a script must not take it for one that is within.
 */
final class CostCheck {

  private CostCheck() {}

  /** Reads an amount of US dollars. */
  static final class Amount implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
      if (!text.matches("\\d{1,12}(?:\\.\\d{1,9})?")) {
        throw new TypeConversionException("Not an amount of US dollars: " + text);
      }
      return new BigDecimal(text);
    }
  }

  /**
   * Checks the cost of a report and says why it fails.
   *
   * @param limit US dollars
   * @return the exit code
   */
  static int of(Context context, Report report, BigDecimal limit) {
    Cost cost = report.total().cost();
    String words = limit.toPlainString() + " USD";
    if (cost.dollars().compareTo(limit) > 0) {
      context.say(
          "The cost of " + ReportText.cost(cost) + " USD is over the limit of " + words + ".");
      return ExitCode.CHECK_FAILED;
    }
    String unknown = "Whether the cost is over the limit of " + words + " is not known: ";
    boolean isKnown = true;
    if (cost.unpricedTokens() > 0) {
      isKnown = false;
      context.say(
          unknown
              + CountFormat.of(cost.unpricedTokens(), "token")
              + " have no price. The check fails; to pass it, add their prices, or 0.");
    }
    if (!report.agentsWithoutCost().isEmpty()) {
      isKnown = false;
      context.say(
          unknown
              + ReportText.missing(report.agentsWithoutCost())
              + " The check fails; to pass it, check other agents with --agent.");
    }
    return isKnown ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }
}
