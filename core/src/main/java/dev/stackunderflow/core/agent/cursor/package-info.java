/** Cursor. */
@NullMarked
package dev.stackunderflow.core.agent.cursor;

import org.jspecify.annotations.NullMarked;
