package dev.stackunderflow.core.agent.codex;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a rollout's file: {@code rollout-<time>-<thread>.jsonl} for a thread's first rollout,
 * {@code rollout-<time>-<thread>_<rollout>.jsonl} for each further one.
 */
public final class RolloutName {

  private static final Pattern FURTHER =
      Pattern.compile("rollout-.*_([0-9A-Za-z-]+)\\.jsonl(\\.zst)?");

  private RolloutName() {}

  /** The id of a thread's further rollout; empty for its first, whose id is the thread's. */
  public static String furtherId(Path file) {
    Matcher name = FURTHER.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? name.group(1) : "";
  }
}
