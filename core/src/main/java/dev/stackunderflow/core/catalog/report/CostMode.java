package dev.stackunderflow.core.catalog.report;

/** Which costs a report has. */
public enum CostMode {
  /** What the agent states, and where it states nothing what the tokens cost by the price table. */
  AUTO,
  /** Only what the agents state. */
  STATED,
  /** What the tokens cost by the price table. */
  CALCULATED
}
