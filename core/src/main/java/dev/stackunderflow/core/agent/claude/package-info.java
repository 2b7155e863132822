/** Claude Code, and the other programs that write its format. */
@NullMarked
package dev.stackunderflow.core.agent.claude;

import org.jspecify.annotations.NullMarked;
