/** Antigravity. */
@NullMarked
package dev.stackunderflow.core.agent.antigravity;

import org.jspecify.annotations.NullMarked;
