package dev.stackunderflow.core.catalog.report;

/** What the rows of a report are. */
public enum Grouping {
  /** Hours of the report's time zone. */
  HOUR,
  /** Days of the report's time zone. */
  DAY,
  /** ISO weeks of the report's time zone. */
  WEEK,
  /** Months of the report's time zone. */
  MONTH,
  /** Projects, merged over all devices. */
  PROJECT,
  /** Git branches of projects, merged over all devices. */
  BRANCH,
  /** Coding agents. */
  AGENT,
  /** Models. */
  MODEL,
  /** Devices. */
  DEVICE,
  /** Sessions, merged over all devices. */
  SESSION,
  /** The pull requests that sessions are linked to. */
  PULL_REQUEST;

  /** Whether its rows are periods of time. */
  public boolean isPeriod() {
    return this == HOUR || this == DAY || this == WEEK || this == MONTH;
  }
}
