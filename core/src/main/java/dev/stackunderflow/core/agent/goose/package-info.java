/** Goose. */
@NullMarked
package dev.stackunderflow.core.agent.goose;

import org.jspecify.annotations.NullMarked;
