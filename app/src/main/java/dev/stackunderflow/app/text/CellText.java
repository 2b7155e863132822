package dev.stackunderflow.app.text;

/**
 * Text for a cell of a table, so that the columns after it stay aligned on every terminal.
 *
 * <p>Terminals do not agree on how wide a sequence of emoji is: some draw {@code woman, joiner,
 * laptop} as one picture of two columns, others as two of four. In a cell its parts stand side by
 * side, which all of them draw alike: joiners between emoji, skin tones and the selectors of a
 * picture or of a keycap are left out.
 */
public final class CellText {

  private static final char LEFT_TO_RIGHT_MARK = '\u200e';
  private static final int JOINER = 0x200d;
  private static final int PICTURE = 0xfe0f;
  private static final int TEXT = 0xfe0e;
  private static final int KEYCAP = 0x20e3;

  private CellText() {}

  /**
   * One safe line whose width every terminal agrees on.
   *
   * @param text any text
   */
  public static String of(String text) {
    String safe = TerminalText.safe(text);
    return safe.codePoints().anyMatch(CellText::isAmbiguous) ? plain(safe) : safe;
  }

  private static boolean isAmbiguous(int c) {
    return c == JOINER || c == PICTURE || c == TEXT || c == KEYCAP || isSkinTone(c);
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1f3fb && c <= 0x1f3ff;
  }

  private static String plain(String text) {
    var plain = new StringBuilder(text.length());
    int before = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean isJoinerOfEmoji = c == JOINER && isPicture(before);
      if (!isAmbiguous(c) || (c == JOINER && !isJoinerOfEmoji) || isToneAlone(c, before)) {
        plain.appendCodePoint(c);
      }
      before = c;
    }
    return plain.toString();
  }

  private static boolean isPicture(int c) {
    return c == PICTURE || isSkinTone(c) || Character.isEmoji(c);
  }

  private static boolean isToneAlone(int c, int before) {
    return isSkinTone(c) && !Character.isEmojiModifierBase(before) && before != PICTURE;
  }

  /**
   * The same cell with a mark that ends text from right to left: without it a terminal that
   * reorders such text moves the numbers of the next columns into it. The mark has no width.
   *
   * @param cell a cell as {@link #of} gives it
   */
  public static String isolated(String cell) {
    return cell.codePoints().anyMatch(CellText::isRightToLeft) ? cell + LEFT_TO_RIGHT_MARK : cell;
  }

  private static boolean isRightToLeft(int c) {
    return switch (Character.getDirectionality(c)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          true;
      default -> false;
    };
  }
}
