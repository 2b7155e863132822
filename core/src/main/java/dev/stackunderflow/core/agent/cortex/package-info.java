/** Cortex Code. */
@NullMarked
package dev.stackunderflow.core.agent.cortex;

import org.jspecify.annotations.NullMarked;
