/** Reasonix. */
@NullMarked
package dev.stackunderflow.core.agent.reasonix;

import org.jspecify.annotations.NullMarked;
