/** Amp. */
@NullMarked
package dev.stackunderflow.core.agent.amp;

import org.jspecify.annotations.NullMarked;
