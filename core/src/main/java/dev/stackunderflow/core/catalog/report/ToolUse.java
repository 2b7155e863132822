package dev.stackunderflow.core.catalog.report;

/**
 * How often a tool was called. What its calls cost is not known: the tokens of a response are of
 * all that it says, and a tool's result is part of every later prompt.
 *
 * @param tool its name, as the agent calls it
 * @param calls how often it was called
 * @param decidable how many of these calls are of agents that state which calls failed, in a form
 *     that is read
 * @param failures how many of the decidable calls failed
 * @param sessions in how many sessions
 * @param lastTs the time of the last call
 */
public record ToolUse(
    String tool, long calls, long decidable, long failures, long sessions, String lastTs) {}
