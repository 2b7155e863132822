/** Mistral Vibe. */
@NullMarked
package dev.stackunderflow.core.agent.vibe;

import org.jspecify.annotations.NullMarked;
