/** Roo Code. */
@NullMarked
package dev.stackunderflow.core.agent.roo;

import org.jspecify.annotations.NullMarked;
