/** Forge. */
@NullMarked
package dev.stackunderflow.core.agent.forge;

import org.jspecify.annotations.NullMarked;
