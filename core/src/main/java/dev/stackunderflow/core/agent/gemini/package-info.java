/** Gemini CLI. */
@NullMarked
package dev.stackunderflow.core.agent.gemini;

import org.jspecify.annotations.NullMarked;
