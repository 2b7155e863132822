/** Aider. */
@NullMarked
package dev.stackunderflow.core.agent.aider;

import org.jspecify.annotations.NullMarked;
