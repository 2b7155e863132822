/** Poolside. */
@NullMarked
package dev.stackunderflow.core.agent.poolside;

import org.jspecify.annotations.NullMarked;
