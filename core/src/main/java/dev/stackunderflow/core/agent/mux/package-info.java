/** Mux. */
@NullMarked
package dev.stackunderflow.core.agent.mux;

import org.jspecify.annotations.NullMarked;
