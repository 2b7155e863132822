/** Codex. */
@NullMarked
package dev.stackunderflow.core.agent.codex;

import org.jspecify.annotations.NullMarked;
