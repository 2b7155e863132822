package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.json.JsonField;
import dev.stackunderflow.core.store.AsciiWord;
import dev.stackunderflow.core.store.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  private record Field(AsciiWord marker, JsonField json) {

    static Field at(String... path) {
      return new Field(new AsciiWord('"' + path[path.length - 1] + '"'), new JsonField(path));
    }

    boolean mayBeIn(byte[] record) {
      return marker.endIn(record) >= 0;
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
    byte[] record = event.raw().utf8();
    return Stated.of(
        branch == null ? null : branch(branch, event, record, known),
        remote != null && remote.mayBeIn(record) ? remote.json().text(event.rawJson()) : null,
        event.hasTokens() || !roles.isEmpty() ? cost(event, record) : null);
  }

  /** Most records of a session name the same branch: then the text is not parsed. */
  private static @Nullable String branch(
      Field branch, Event event, byte[] record, @Nullable String known) {
    int from = branch.marker().endIn(record);
    if (from < 0) {
      return null;
    }
    if (known != null) {
      byte[] same = (":\"" + known + '"').getBytes(StandardCharsets.UTF_8);
      int end = from + same.length;
      if (end <= record.length && Arrays.equals(record, from, end, same, 0, same.length)) {
        return known;
      }
    }
    return branch.json().text(event.rawJson());
  }

  private @Nullable Double cost(Event event, byte[] record) {
    for (Field cost : costs) {
      Double dollars = cost.mayBeIn(record) ? cost.json().decimal(event.rawJson()) : null;
      if (dollars != null && dollars > 0) {
        return dollars;
      }
    }
    return null;
  }
}
