/** Hermes. */
@NullMarked
package dev.stackunderflow.core.agent.hermes;

import org.jspecify.annotations.NullMarked;
