package dev.stackunderflow.app.cli;

/** What the tables of the views have in common. */
final class Views {

  private Views() {}

  static void print(Context context, Table table) {
    if (table.isEmpty()) {
      context.say("Nothing here yet. Take in this machine's logs with: stackunderflow ingest");
    } else {
      table.print(context.out(), "");
    }
  }
}
