/** Devin. */
@NullMarked
package dev.stackunderflow.core.agent.devin;

import org.jspecify.annotations.NullMarked;
