/** Writes a session that ran on another machine as the agent's own log on this one. */
@NullMarked
package dev.stackunderflow.core.carry;

import org.jspecify.annotations.NullMarked;
