package dev.stackunderflow.core.agent;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An environment that notes which variables it is asked for. */
final class AskedVariables extends AbstractMap<String, String> {

  private final Map<String, String> env;
  private final Set<String> asked = new TreeSet<>();

  AskedVariables(Map<String, String> env) {
    this.env = env;
  }

  /** The names that were asked for, in order. */
  Set<String> asked() {
    return asked;
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    asked.add(String.valueOf(name));
    return env.get(name);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return env.entrySet();
  }
}
