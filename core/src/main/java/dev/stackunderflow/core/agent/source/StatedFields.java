package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.json.JsonField;
import dev.stackunderflow.core.store.Event;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of an agent's JSON records that state the branch, the remote and the cost. */
public final class StatedFields implements StatedReader {

  /** Of no record. */
  public static final StatedFields NONE = new StatedFields(Set.of(), null, null, List.of());

  private final Set<String> roles;
  private final @Nullable Field branch;
  private final @Nullable Field remote;
  private final List<Field> costs;

  /**
   * A field.
   *
   * @param marker what a record's text has where the field is in it
   * @param json where it is
   */
  private record Field(String marker, JsonField json) {

    static Field at(String... path) {
      return new Field('"' + path[path.length - 1] + '"', new JsonField(path));
    }

    boolean mayBeIn(String record) {
      return record.contains(marker);
    }
  }

  private StatedFields(
      Set<String> roles, @Nullable Field branch, @Nullable Field remote, List<Field> costs) {
    this.roles = roles;
    this.branch = branch;
    this.remote = remote;
    this.costs = costs;
  }

  /** Only of events with one of these roles. */
  public StatedFields in(String... only) {
    return new StatedFields(Set.of(only), branch, remote, costs);
  }

  /** The branch stands in the field with this path. */
  public StatedFields branch(String... path) {
    return new StatedFields(roles, Field.at(path), remote, costs);
  }

  /** The remote's URL stands in the field with this path. */
  public StatedFields remote(String... path) {
    return new StatedFields(roles, branch, Field.at(path), costs);
  }

  /** The cost in US dollars stands in the field with this path, unless in one named before. */
  public StatedFields cost(String... path) {
    List<Field> more = new java.util.ArrayList<>(costs);
    more.add(Field.at(path));
    return new StatedFields(roles, branch, remote, List.copyOf(more));
  }

  @Override
  public Stated of(Event event, @Nullable String known) {
    if (!roles.isEmpty() && !roles.contains(event.role())) {
      return Stated.NOTHING;
    }
    String record = event.rawJson();
    return Stated.of(
        branch == null ? null : branch(branch, record, known),
        remote != null && remote.mayBeIn(record) ? remote.json().text(record) : null,
        event.hasTokens() || !roles.isEmpty() ? cost(record) : null);
  }

  /** Most records of a session name the same branch: then the text is not parsed. */
  private static @Nullable String branch(Field branch, String record, @Nullable String known) {
    int at = record.indexOf(branch.marker());
    if (at < 0) {
      return null;
    }
    int from = at + branch.marker().length();
    if (known != null && record.startsWith(known, from + 2) && record.startsWith(":\"", from)) {
      int end = from + 2 + known.length();
      if (end < record.length() && record.charAt(end) == '"') {
        return known;
      }
    }
    return branch.json().text(record);
  }

  private @Nullable Double cost(String record) {
    for (Field cost : costs) {
      Double dollars = cost.mayBeIn(record) ? cost.json().decimal(record) : null;
      if (dollars != null && dollars > 0) {
        return dollars;
      }
    }
    return null;
  }
}
