package dev.stackunderflow.core.catalog.search;

/** What of a message is searched. */
public enum SearchScope {
  /** What was typed and answered. */
  TEXT("search", "search_entry"),
  /** What tools were called with: their names and arguments. */
  TOOLS("search_tools", "search_tools_entry");

  private final String table;
  private final String mark;

  SearchScope(String table, String mark) {
    this.table = table;
    this.mark = mark;
  }

  /** The table of the index. */
  String table() {
    return table;
  }

  /** The mark that says up to which entry it is filled. */
  String mark() {
    return mark;
  }
}
