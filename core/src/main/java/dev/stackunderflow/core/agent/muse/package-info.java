/** Muse Code. */
@NullMarked
package dev.stackunderflow.core.agent.muse;

import org.jspecify.annotations.NullMarked;
