package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.git.GitRemote;
import org.jspecify.annotations.Nullable;

/**
 * What a record states besides the columns of its event.
 *
 * @param branch the Git branch, null where it names none
 * @param remote the repository's name, see {@link GitRemote}; null where it names none
 * @param costNanos what its tokens cost in billionths of a US dollar; 0 where it states no cost
 */
public record Stated(@Nullable String branch, @Nullable String remote, long costNanos) {

  /** It states nothing more. */
  public static final Stated NOTHING = new Stated(null, null, 0);

  /** The most that a record can state, in US dollars; what states more is wrong. */
  public static final long MAX_DOLLARS = 10_000;

  private static final int MAX_BRANCH = 500;
  private static final double NANOS = 1e9;
  private static final String HEADS = "refs/heads/";

  /**
   * Takes what a record says; what cannot be true is left out.
   *
   * @param branch a branch's name, also in full
   * @param remoteUrl a remote's URL
   * @param dollars the cost; agents write 0 where they know no price
   */
  public static Stated of(
      @Nullable String branch, @Nullable String remoteUrl, @Nullable Double dollars) {
    if (branch == null && remoteUrl == null && dollars == null) {
      return NOTHING;
    }
    boolean isCost = dollars != null && dollars > 0 && dollars <= MAX_DOLLARS; // not NaN
    return new Stated(
        branchName(branch),
        GitRemote.name(remoteUrl),
        isCost && dollars != null ? Math.round(dollars * NANOS) : 0);
  }

  private static @Nullable String branchName(@Nullable String stated) {
    if (stated == null) {
      return null;
    }
    String name = stated.startsWith(HEADS) ? stated.substring(HEADS.length()) : stated;
    return name.isBlank() || name.length() > MAX_BRANCH ? null : name;
  }
}
