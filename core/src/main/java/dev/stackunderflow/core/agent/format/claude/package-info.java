/** Claude Code's transcripts, which other agents keep too. */
@NullMarked
package dev.stackunderflow.core.agent.format.claude;

import org.jspecify.annotations.NullMarked;
