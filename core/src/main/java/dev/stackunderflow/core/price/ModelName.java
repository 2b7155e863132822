package dev.stackunderflow.core.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name under which the price of a model may be listed. Agents write the same model in many ways:
 * {@code anthropic/claude-sonnet-4.5} (OpenRouter), {@code claude-4.5-sonnet-thinking} (Cursor),
 * {@code us.anthropic.claude-sonnet-4-5-20250929-v1:0} (Amazon Bedrock), {@code
 * claude-sonnet-4-5@20250929} (Google Vertex AI), {@code gpt-5.4-high} (with an effort).
 *
 * @param name the name
 * @param isRegional whether the request was bound to a region, which costs a tenth more for Claude
 *     Sonnet 4.5 and later (https://clauder-navi.com/en/bedrock-claude-cost/, seen 2026-11-28)
 */
record ModelName(String name, boolean isRegional) {

  private static final Pattern BEDROCK = Pattern.compile("(?:([a-z-]+)\\.)?anthropic\\.");

  /** Claude's models before Sonnet 4.5: no tenth is added. */
  private static final Pattern SAME_EVERYWHERE =
      Pattern.compile("claude-3.*|claude-(?:opus|sonnet)-4|claude-opus-4-1");

  /** What may be left out at the end of any model's name: a date, {@code [1m]} for its window. */
  private static final Pattern DATE_AND_WINDOW =
      Pattern.compile("(-20\\d{6}|-20\\d\\d-\\d\\d-\\d\\d)?(\\[1m\\])?$");

  /** What else may be left out, where the model has one price. */
  private static final Pattern VARIANT =
      Pattern.compile(
          "(?:-20\\d{6}|-20\\d\\d-\\d\\d-\\d\\d|-v\\d(?::\\d)?|-latest|-default|\\[1m]|-1m"
              + "|[-:]thinking|:beta|-minimal|-low|-medium|-high|-xhigh)$");

  /** A version before the kind, as in {@code claude-4-5-sonnet}. */
  private static final Pattern VERSION_FIRST =
      Pattern.compile("claude-(\\d+(?:-\\d{1,2})?)-([a-z]+)");

  private static final Pattern VERSION_LAST =
      Pattern.compile("claude-([a-z]+)-(\\d+(?:-\\d{1,2})?)");

  /** Sold by several companies, at the maker's price. */
  private static final Pattern ONE_PRICE =
      Pattern.compile("claude-.*|gemini-.*|gpt-\\d.*|o\\d(?:-.*)?");

  /**
   * Sold under this name at its maker's price. Open models are not: OpenRouter's {@code
   * moonshotai/kimi-k2.7-code} is that of whichever host answers.
   */
  private static final Pattern MAKERS = Pattern.compile("x-?ai/grok-.*");

  /**
   * The names under which to look for a model's price.
   *
   * @param written the name as the agent wrote it
   * @return the closest first, from the name as it was written
   */
  static List<ModelName> of(String written) {
    List<ModelName> names = new ArrayList<>();
    names.add(new ModelName(written, false));
    names.add(new ModelName(DATE_AND_WINDOW.matcher(written).replaceFirst(""), false));
    addOtherSellers(written, names);
    return names;
  }

  /** Adds what a name means that a gateway, a cloud or an editor made of the maker's. */
  private static void addOtherSellers(String written, List<ModelName> names) {
    String path = written.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
    String name = path.substring(path.lastIndexOf('/') + 1);
    Matcher bedrock = BEDROCK.matcher(name);
    boolean isRegional = false;
    if (bedrock.lookingAt()) {
      isRegional = !"global".equals(bedrock.group(1));
      name = name.substring(bedrock.end());
    }
    String maker = path.substring(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1);
    if (!ONE_PRICE.matcher(name).matches() && !MAKERS.matcher(maker).matches()) {
      return;
    }
    name = name.replace('@', '-');
    if (name.startsWith("claude-")) {
      name = name.replaceAll("(?<=\\d)\\.(?=\\d)", "-");
    }
    String rest = name;
    do {
      name = rest;
      boolean costsMore = isRegional && !SAME_EVERYWHERE.matcher(name).matches();
      names.add(new ModelName(name, costsMore));
      names.add(new ModelName(turned(name), costsMore));
      rest = VARIANT.matcher(name).replaceFirst("");
    } while (!rest.equals(name));
  }

  private static String turned(String name) {
    Matcher first = VERSION_FIRST.matcher(name);
    if (first.matches()) {
      return "claude-" + first.group(2) + "-" + first.group(1);
    }
    Matcher last = VERSION_LAST.matcher(name);
    return last.matches() ? "claude-" + last.group(2) + "-" + last.group(1) : name;
  }
}
