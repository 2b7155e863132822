/** Crush. */
@NullMarked
package dev.stackunderflow.core.agent.crush;

import org.jspecify.annotations.NullMarked;
