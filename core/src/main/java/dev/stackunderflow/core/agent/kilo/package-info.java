/** Kilo Code. */
@NullMarked
package dev.stackunderflow.core.agent.kilo;

import org.jspecify.annotations.NullMarked;
