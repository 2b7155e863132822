/** Shelley. */
@NullMarked
package dev.stackunderflow.core.agent.shelley;

import org.jspecify.annotations.NullMarked;
