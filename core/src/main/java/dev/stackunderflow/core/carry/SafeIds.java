package dev.stackunderflow.core.carry;

import java.util.Collection;
import java.util.regex.Pattern;

/** Session ids become file names, and they come from another machine. */
final class SafeIds {

  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  private SafeIds() {}

  static void require(Collection<String> ids) throws CarryException {
    for (String id : ids) {
      if (!SAFE.matcher(id).matches()) {
        throw new CarryException(
            "The session's id is not a valid file name: " + id + ". Nothing was written.");
      }
    }
  }
}
