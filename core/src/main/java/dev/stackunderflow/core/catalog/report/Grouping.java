package dev.stackunderflow.core.catalog.report;

/** What a report has a row for. */
public enum Grouping {
  /** Days of the report's time zone. */
  DAY,
  /** ISO weeks of the report's time zone. */
  WEEK,
  /** Months of the report's time zone. */
  MONTH,
  /** Projects, each over all devices. */
  PROJECT,
  /** Models. */
  MODEL,
  /** Devices. */
  DEVICE,
  /** Sessions, each over all devices. */
  SESSION;

  /** Whether its rows follow each other in time. */
  public boolean isPeriod() {
    return this == DAY || this == WEEK || this == MONTH;
  }
}
