package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A reader that needs nothing of the lines before. */
@FunctionalInterface
public interface StatelessReader extends LineReader {

  @Override
  Reading read(ObjectNode line);

  @Override
  default void save(ObjectNode carry) {
    // Nothing is carried over.
  }
}
