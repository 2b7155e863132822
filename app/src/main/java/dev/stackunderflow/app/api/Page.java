package dev.stackunderflow.app.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. The cursor identifies the last item of a page, so that a list that grows at its
 * front meanwhile neither repeats nor skips items.
 *
 * @param items its items
 * @param nextCursor the cursor of the next page; null on the last page
 */
record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** Where a page begins: after this many items, the last of which had this hash. */
  record Cursor(int position, int hash) {

    static final Cursor START = new Cursor(0, 0);

    static Cursor parse(@Nullable String text) throws Problem {
      if (text == null) {
        return START;
      }
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII)
                .split(":", 2);
        int position = Integer.parseInt(parts[0]);
        if (position >= 0 && parts.length == 2) {
          return new Cursor(position, Integer.parseInt(parts[1]));
        }
      } catch (IllegalArgumentException e) {
        // reported below
      }
      throw new Problem(
          400,
          "usage",
          "cursor must be a next_cursor of an earlier answer. Leave it out to start from the beginning.");
    }

    @Override
    public String toString() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((position + ":" + hash).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Cuts a page out of the whole list.
   *
   * @param all the present list
   * @param name identifies an item
   * @param cursor where the previous page ended
   * @param limit the most items of a page
   */
  static <T> Page<T> of(List<T> all, Function<T, Object> name, Cursor cursor, int limit) {
    int from = start(all, name, cursor);
    int to = (int) Math.min(all.size(), (long) from + limit);
    List<T> items = all.subList(from, to);
    return new Page<>(
        items,
        to < all.size() ? new Cursor(to, name.apply(items.getLast()).hashCode()).toString() : null);
  }

  private static <T> int start(List<T> all, Function<T, Object> name, Cursor cursor) {
    int position = cursor.position();
    if (position == 0) {
      return 0;
    }
    for (int i = position - 1; i < all.size(); i++) {
      if (name.apply(all.get(i)).hashCode() == cursor.hash()) {
        return i + 1; // where it was, or further down because others came before it
      }
    }
    for (int i = Math.min(position - 1, all.size()) - 1; i >= 0; i--) {
      if (name.apply(all.get(i)).hashCode() == cursor.hash()) {
        return i + 1;
      }
    }
    return Math.min(position, all.size());
  }
}
