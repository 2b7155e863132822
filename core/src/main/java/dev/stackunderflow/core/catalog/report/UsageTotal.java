package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.price.Bill;
import java.util.HashSet;
import java.util.Set;

/** Adds up rows of {@code total}. */
final class UsageTotal {

  private final Bill bill = new Bill();
  private final Set<Long> threads = new HashSet<>();
  private long lastThread = -1;
  private long messages;
  private long input;
  private long output;
  private long cacheCreate;
  private long cacheRead;

  void add(TotalRow row) {
    messages += row.messages();
    input += row.input();
    output += row.output();
    cacheCreate += row.cacheCreate();
    cacheRead += row.cacheRead();
    bill.add(row.bill());
    if (row.messages() > 0 && row.transcript().thread() != lastThread) {
      lastThread = row.transcript().thread();
      threads.add(lastThread);
    }
  }

  /** Adds another total; a session that is in both counts once. */
  void add(UsageTotal other) {
    messages += other.messages;
    input += other.input;
    output += other.output;
    cacheCreate += other.cacheCreate;
    cacheRead += other.cacheRead;
    bill.add(other.bill);
    threads.addAll(other.threads);
  }

  /** Whether there are neither messages nor tokens: such rows are left out of reports. */
  boolean saysSomething() {
    return messages > 0 || tokens() > 0 || bill.cost().isStated();
  }

  long tokens() {
    return input + output + cacheCreate + cacheRead;
  }

  long messages() {
    return messages;
  }

  Report.Counts counts() {
    return new Report.Counts(
        messages, threads.size(), new Tokens(input, output, cacheCreate, cacheRead), bill.cost());
  }
}
