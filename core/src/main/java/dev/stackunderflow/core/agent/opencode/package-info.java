/** OpenCode. */
@NullMarked
package dev.stackunderflow.core.agent.opencode;

import org.jspecify.annotations.NullMarked;
